"""What is copied of an item: its text and figures with their citations, from the data and never from the screen."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from hunnan_tui.i18n import _
from hunnan_tui.library import items, views
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.citation import STYLES, cite
from hunnan_tui.model.text import visible, visible_line
from hunnan_tui.reading import formats, words
from hunnan_tui.reading.values import figure_text, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Figure, Item
    from hunnan_tui.model.briefing import Evidence, Source
    from hunnan_tui.model.citation import Style
    from hunnan_tui.model.text import Language


class References:
    """The sources that statements rest on, each cited once and numbered as it is first named."""

    def __init__(self, language: Language, accessed: date | None, style: Style | None) -> None:
        self._cite = partial(_cited, language=language, accessed=accessed, style=style)
        self._entries: dict[tuple[str, str], str] = {}
        self._numbers: dict[str, int] = {}

    def learn(self, catalog: Catalog, evidence: Iterable[tuple[str, Evidence]]) -> None:
        """Read the sources that evidence of briefings names, all together."""
        named = {(briefing, one.source) for briefing, one in evidence}
        self._entries |= {one: self._cite(source) for one, source in views.sources(catalog, named).items()}

    def numbers(self, briefing: str, evidence: Iterable[Evidence]) -> str:
        """The numbers of a statement's sources, `[1][2]`; nothing for a source that the briefing does not have."""
        entries = [self._entries[briefing, one.source] for one in evidence if (briefing, one.source) in self._entries]
        found = (self._numbers.setdefault(entry, len(self._numbers) + 1) for entry in entries)
        return "".join(f"[{number}]" for number in dict.fromkeys(found))

    def behind(self, briefing: str, evidence: Iterable[Evidence]) -> str:
        """The same, to stand behind the statement."""
        numbers = self.numbers(briefing, evidence)
        return f" {numbers}" if numbers else ""

    def lines(self) -> list[str]:
        """The references, in the order of their numbers."""
        return [f"[{number}] {entry}" for entry, number in self._numbers.items()]


def _cited(source: Source, language: Language, accessed: date | None, style: Style | None) -> str:
    return cite(source, style or STYLES[language], accessed or date.today())


def copied(
    catalog: Catalog,
    item: Item,
    language: Language,
    *,
    wanted: Callable[[Figure], bool] = lambda _figure: True,
    accessed: date | None = None,
    style: Style | None = None,
) -> str:
    """An item as text to paste: title, what is said, figures, newest first; each with the numbers of the sources below.

    Of a metric, only the figures that are `wanted`. Without a `style`, sources are cited in that of the language.
    """
    item = views.whole(catalog, item)
    data = item.data
    if item.kind == "source":
        return f"{visible_line(item.title.get(language))}\n\n{_cited(data, language, accessed, style)}\n"
    head, lines = visible_line(item.title.get(language)), []
    sources = References(language, accessed, style)
    if isinstance(data, items.MetricItem):
        head += f" · {visible_line(data.area_name.get(language))}"
        figures = [*filter(wanted, reversed(data.figures))]
        sources.learn(catalog, [(figure.briefing, one) for figure in figures for one in figure.observation.evidence])
        for figure in figures:
            seen = figure.observation
            told, nature = figure_text(seen, language), words.nature(seen.nature)
            if printed(seen) != told:
                nature = _("{nature}; printed: {text}").format(nature=nature, text=visible_line(printed(seen)))
            lines.append(f"{seen.period}  {told}  ({nature}){sources.behind(figure.briefing, seen.evidence)}")
    else:
        sources.learn(catalog, [(item.briefing, one) for one in items.evidence_of(data)])
        text = data.flag.text if isinstance(data, items.FlagItem) else getattr(data, "summary", None)
        entry = item.kind in ("outcome", "project")
        refs = sources.behind(item.briefing, data.evidence if entry else items.evidence_of(data))
        if text:
            lines.append(visible(text.get(language)) + refs)
        else:
            head += refs
        for point in data.points if entry else ():
            lines.append(f"- {visible(point.text.get(language))}{sources.behind(item.briefing, point.evidence)}")
    return "\n".join([head, *lines, "", *sources.lines()]).strip() + "\n"


def copied_table(
    catalog: Catalog,
    metrics: Sequence[Item],
    language: Language,
    form: Literal["tsv", "md"],
    *,
    accessed: date | None = None,
    style: Style | None = None,
) -> str:
    """All figures of some metrics as a table to paste, a row each in the order of time, values as plain numbers.

    The sources that the last column numbers follow below it, in `style` or that of the language.
    """
    sources = References(language, accessed, style)
    head = [_("Metric"), _("Area"), _("Period"), _("Value"), _("Unit"), _("Qualified"), _("Nature")]
    rows = [[*head, _("Growth, printed (%)"), _("Growth, computed (%)"), _("Evidence")]]
    for item in metrics:
        series = series_of(views.whole(catalog, item).data)
        told = [(figure.briefing, one) for figure in series.figures for one in figure.observation.evidence]
        sources.learn(catalog, told)
        for figure in series.figures:
            seen, computed = figure.observation, series.year_on_year(figure)
            rows.append(
                [
                    item.title.get(language),
                    item.data.area_name.get(language),
                    seen.period,
                    f"{seen.value:f}",
                    seen.unit,
                    "" if seen.bound == "exact" else words.bound(seen.bound, "").strip(),
                    words.nature(seen.nature),
                    f"{seen.growth:f}" if seen.growth is not None else "",
                    f"{computed.percent:f}" if computed else "",
                    sources.numbers(figure.briefing, seen.evidence),
                ]
            )
    table = written(rows, form)
    return "\n".join([table, *sources.lines()]).rstrip("\n") + "\n"


def written(rows: Sequence[Sequence[str]], form: Literal["tsv", "md"]) -> str:
    """Rows of cells as a table to paste: no cell is markup, and no spreadsheet takes one for a formula."""
    safe = [[visible_line(cell) for cell in row] for row in rows]
    if form == "md":
        return formats.markdown(safe)
    return "".join("\t".join(formats.harmless(cell) for cell in row) + "\n" for row in safe)
