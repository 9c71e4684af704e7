"""What is copied of an item: its text and figures with their citations, from the data and never from the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from hunnan_tui.i18n import _
from hunnan_tui.library import items, views
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.citation import STYLES, cite
from hunnan_tui.model.text import visible, visible_line
from hunnan_tui.reading import formats, words
from hunnan_tui.reading.values import figure_text, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Figure, Item
    from hunnan_tui.model.citation import Style
    from hunnan_tui.model.text import Language


def copied(
    catalog: Catalog,
    item: Item,
    language: Language,
    *,
    wanted: Callable[[Figure], bool] = lambda _figure: True,
    accessed: date | None = None,
    style: Style | None = None,
) -> str:
    """An item as text to paste: title, what is said, the newest figures, and the sources in GB/T 7714 or APA 7.

    Of a metric, only the figures that are `wanted`. Without a `style`, sources are cited in that of the language.
    """
    item = views.whole(catalog, item)
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
    named = dict.fromkeys((briefing, one.source) for briefing, one in evidence)
    known = views.sources(catalog, named)
    sources = [data] if item.kind == "source" else [known[one] for one in named if one in known]
    cited = dict.fromkeys(cite(source, style or STYLES[language], accessed or date.today()) for source in sources)
    return "\n".join([*lines, "", *cited]).strip() + "\n"


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
    cited: dict[str, int] = {}
    head = [_("Metric"), _("Area"), _("Period"), _("Value"), _("Unit"), _("Qualified"), _("Nature")]
    rows = [[*head, _("Growth, printed (%)"), _("Growth, computed (%)"), _("Evidence")]]
    for item in metrics:
        series = series_of(views.whole(catalog, item).data)
        named = {(figure.briefing, one.source) for figure in series.figures for one in figure.observation.evidence}
        entries = {
            one: cite(source, style or STYLES[language], accessed or date.today())
            for one, source in views.sources(catalog, named).items()
        }
        for figure in series.figures:
            seen, computed = figure.observation, series.year_on_year(figure)
            numbers: dict[int, None] = {}
            for one in seen.evidence:
                if (entry := entries.get((figure.briefing, one.source))) is not None:
                    numbers[cited.setdefault(entry, len(cited) + 1)] = None
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
                    "".join(f"[{number}]" for number in numbers),
                ]
            )
    table = written(rows, form)
    return "\n".join([table, *(f"[{number}] {entry}" for entry, number in cited.items())]).rstrip("\n") + "\n"


def written(rows: Sequence[Sequence[str]], form: Literal["tsv", "md"]) -> str:
    """Rows of cells as a table to paste: no cell is markup, and no spreadsheet takes one for a formula."""
    safe = [[visible_line(cell) for cell in row] for row in rows]
    if form == "md":
        return formats.markdown(safe)
    return "".join("\t".join(formats.harmless(cell) for cell in row) + "\n" for row in safe)
