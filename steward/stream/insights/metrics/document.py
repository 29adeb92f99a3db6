"""The page *Metrics*, written from the registry."""

from steward.stream.insights.enums import Headline, Unit
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.parameters import defaults
from steward.stream.insights.metrics.registry import METRICS, known

_HEAD = """# Metrics · 指标

Generated from the registry by `make metrics`; do not edit. 本页由指标库生成,请勿手工修改。

Days are the community's own (its time zone; weeks begin on the day the settings name, Monday by default). Bots, removed
activities and exercises never count. Members who asked not to be profiled are counted and never named. A rate whose
denominator is unknown is "—". A metric takes a period, a comparison and the dimensions it names; of a segment of
fewer than five members nothing is shown. Definitions name the numbers Steward comes with: a community changes them
under *Insights → Definitions*, each version kept and history restated side by side. The SQL of each query stands in
`steward/stream/insights/sql/`.
"""


def document() -> str:
    """Markdown: an overview table, then each metric in both languages."""
    lines = [_HEAD, "| key | name | 名称 | unit | better |", "|---|---|---|---|---|"]
    lines += [_line(metric) for metric in known().values()]
    for metric in known().values():
        lines += ["", *_section(metric)]
    return "\n".join(lines) + "\n"


def _line(metric: Metric) -> str:
    link = f"[`{metric.key}`](#{metric.key})"
    return f"| {link} | {metric.name_en} | {metric.name_zh} | {metric.unit} | {metric.direction} |"


def _section(metric: Metric) -> list[str]:
    metric = metric.as_defined(defaults())
    source = f"[{metric.source.name}]({metric.source.url})" if metric.source.url else metric.source.name
    facts = [f"Source: {source}.", f"Grain: {', '.join(metric.grains)}."]
    if metric.denominator:
        facts.append(f"`{metric.numerator}` ÷ `{metric.denominator}`{', by day' if metric.per_day else ''}.")
    if metric.headline is Headline.MEAN:
        facts.append("A period's value is the mean of its steps.")
    if metric.settles:
        facts.append(f"Settles after {metric.settles} days.")
    if metric.unit is not Unit.ROWS:
        facts.append(f"Range of chance: {metric.chance}.")
    counted = f"Query: `{metric.query or metric.numerator}`" if metric.key in METRICS else "Counted in the database"
    facts.append(f"{counted}. Dimensions: {', '.join(metric.dimensions) or 'none'}.")
    return [
        f"## {metric.key}",
        "",
        f"**{metric.name_en}**: {metric.definition_en}",
        "",
        f"**{metric.name_zh}**:{metric.definition_zh}",
        "",
        " ".join(facts),
    ]
