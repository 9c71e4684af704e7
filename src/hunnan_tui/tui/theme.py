"""The two themes. Colour has a meaning: actual, target, estimate, flag, match, focus; the rest is tone."""

from __future__ import annotations

from textual.theme import Theme

MEANINGS_DARK = {
    "figure": "#e8e6df",
    "aim": "#e0a95a",
    "reckoned": "#a99ad6",
    "flagged": "#e0787a",
    "match": "#f2d46b",
    "note": "#8fbf8a",
    "soft": "#8b94a3",
    "line": "#2c333d",
}
MEANINGS_LIGHT = {
    "figure": "#1d2025",
    "aim": "#9a5a00",
    "reckoned": "#5a4aa0",
    "flagged": "#b02a30",
    "match": "#8a6500",
    "note": "#2e6b2c",
    "soft": "#69717d",
    "line": "#d5d3cb",
}

DARK = Theme(
    name="hunnan-dark",
    primary="#6ea8d8",
    secondary="#8b94a3",
    accent="#6ea8d8",
    warning="#e0a95a",
    error="#e0787a",
    success="#8fbf8a",
    foreground="#cfd3da",
    background="#14171b",
    surface="#191d22",
    panel="#20252c",
    dark=True,
    variables={
        **MEANINGS_DARK,
        "scrollbar": "#2c333d",
        "scrollbar-background": "#14171b",
        "border": "#2c333d",
    },
)
LIGHT = Theme(
    name="hunnan-light",
    primary="#1f6499",
    secondary="#69717d",
    accent="#1f6499",
    warning="#9a5a00",
    error="#b02a30",
    success="#2e6b2c",
    foreground="#2b2f36",
    background="#f7f5ef",
    surface="#f1efe8",
    panel="#e6e3da",
    dark=False,
    variables={
        **MEANINGS_LIGHT,
        "scrollbar": "#d5d3cb",
        "scrollbar-background": "#f7f5ef",
        "border": "#d5d3cb",
    },
)
