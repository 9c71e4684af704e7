"""What is copied of an item: its text and figures with their citations, from the data and never from the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hunnan_tui.library import items, views
from hunnan_tui.model.citation import STYLES, cite
from hunnan_tui.model.text import visible, visible_line
from hunnan_tui.reading import words
from hunnan_tui.reading.document import figure_text, printed

if TYPE_CHECKING:
    from collections.abc import Callable

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Figure, Item
    from hunnan_tui.model.text import Language


def copied(
    catalog: Catalog,
    item: Item,
    language: Language,
    *,
    wanted: Callable[[Figure], bool] = lambda _figure: True,
    accessed: date | None = None,
) -> str:
    """An item as text to paste: title, what is said, the newest figures, and the sources in GB/T 7714 or APA 7.

    Of a metric, only the figures that are `wanted`.
    """
    data = item.data
    lines = [visible_line(item.title.get(language))]
    evidence = [(item.briefing, one) for one in items.evidence_of(data)]
    if isinstance(data, items.MetricItem):
        lines[0] += f" · {visible_line(data.area_name.get(language))}"
        evidence = []
        for figure in filter(wanted, reversed(data.figures)):
            seen = figure.observation
            told = figure_text(seen, language)
            source_says = f" [{visible_line(printed(seen))}]" if printed(seen) != told else ""
            lines.append(f"{seen.period}  {told}{source_says}  ({words.nature(seen.nature)})")
            evidence += [(figure.briefing, one) for one in seen.evidence]
    elif isinstance(data, items.FlagItem):
        lines.append(visible(data.flag.text.get(language)))
    elif item.kind in ("outcome", "project"):
        if data.summary:
            lines.append(visible(data.summary.get(language)))
        lines += [f"- {visible(point.text.get(language))}" for point in data.points]
    cited = []
    if item.kind == "source":
        cited.append(cite(data, STYLES[language], accessed or date.today()))
    for briefing, one in evidence:
        found = views.source(catalog, briefing, one.source)
        if found is not None:
            entry = cite(found.data, STYLES[language], accessed or date.today())
            if entry not in cited:
                cited.append(entry)
    return "\n".join([*lines, "", *cited]).strip() + "\n"
