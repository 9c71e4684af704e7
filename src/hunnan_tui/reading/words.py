"""The product's words as they are shown, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.i18n import N_, _

if TYPE_CHECKING:
    import datetime

    from hunnan_tui.model.briefing import MetricKind, Nature, Source

_KINDS = {
    "outcome": N_("Outcome"),
    "project": N_("Project"),
    "point": N_("Point"),
    "metric": N_("Metric"),
    "flag": N_("Flag"),
    "source": N_("Source"),
    "note": N_("Note"),
    "briefing": N_("Briefing"),
    "target": N_("Target"),
}
_NATURES = {"actual": N_("actual"), "target": N_("target"), "estimate": N_("estimate"), "limit": N_("limit")}
_METRIC_KINDS = {
    "stock": N_("a stock, at a moment"),
    "flow": N_("a flow, within the period"),
    "cumulative": N_("cumulative, since a beginning"),
    "rank": N_("a rank, lower is better"),
    "share": N_("a share of a whole"),
}
_BOUNDS = {
    "exact": "{value}",
    "about": N_("about {value}"),
    "over": N_("over {value}"),
    "at-least": N_("at least {value}"),
    "nearly": N_("nearly {value}"),
    "up-to": N_("up to {value}"),
}


def kind(name: str) -> str:
    """An item kind's name."""
    return _(_KINDS[name])


def nature(name: Nature) -> str:
    """actual, target, estimate or limit."""
    return _(_NATURES[name])


def metric_kind(name: MetricKind) -> str:
    """How a metric is measured."""
    return _(_METRIC_KINDS[name])


def bound(name: str, value: str) -> str:
    """A value with its qualification."""
    return value if name == "exact" else _(_BOUNDS[name]).format(value=value)


def origin(name: str) -> str:
    """Who noticed a flag."""
    return _("noticed by the author") if name == "author" else _("found by the program")


def origin_short(name: str) -> str:
    """Who noticed a flag, in a word."""
    return _("the author") if name == "author" else _("the program")


_LACKING = {
    "baseline": N_("the baseline"),
    "period": N_("the period"),
    "unit": N_("the unit"),
    "set_by": N_("who set it"),
}


def lacking(what: str) -> str:
    """What a statement lacks to be a proper target."""
    return _(_LACKING[what])


def published(source: Source) -> str:
    """When a source was published, or that it does not say."""
    return source.published or _("date not stated")


def moment(when: datetime.datetime) -> str:
    """A note's time, on the reader's clock."""
    return when.astimezone().strftime("%Y-%m-%d %H:%M")
