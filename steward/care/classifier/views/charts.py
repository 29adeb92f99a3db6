"""Charts of a version's quality."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from steward.care.classifier.queries.quality import LabelQuality
from steward.foundation.kernel.chance import Share
from steward.foundation.ui.charts import Bars, Line, Series
from steward.foundation.ui.formats import percent


def shares_of(labels: Sequence[LabelQuality]) -> Bars | None:
    """Precision and recall of each label at its threshold; None where nothing was measured."""
    shown = [one for one in labels if one.tally.recall.size or one.tally.precision.size]
    if not shown:
        return None
    best = max(shown, key=lambda one: (one.tally.precision.value or 0, one.tally.recall.value or 0))
    return Bars(
        key="shares",
        title=_("Of what it would propose as “%(label)s”, %(right)s were right, and it would find %(found)s of them")
        % {"label": best.name, "right": percent(best.tally.precision.value), "found": percent(best.tally.recall.value)},
        categories=[str(one.name) for one in shown],
        series=[
            _series(_("right, of what it proposes"), [one.tally.precision for one in shown]),
            _series(_("found, of what the team decided so"), [one.tally.recall for one in shown]),
        ],
        format="percent",
        lying=True,
        source=_("Decisions kept back, that no version learns from."),
    )


def curve_of(one: LabelQuality) -> Line:
    """Precision and recall by threshold."""
    if one.threshold is None:
        title = _("No threshold was right often enough to propose this")
    else:
        title = _("From %(threshold)s upwards it proposes: %(right)s right, %(found)s found") % {
            "threshold": percent(one.threshold),
            "right": percent(one.tally.precision.value),
            "found": percent(one.tally.recall.value),
        }
    return Line(
        key=f"curve-{one.label}",
        title=title,
        categories=[percent(step) for step, _tally in one.curve],
        series=[
            _series(_("right, of what it proposes"), [tally.precision for _step, tally in one.curve]),
            _series(_("found, of what the team decided so"), [tally.recall for _step, tally in one.curve]),
        ],
        format="percent",
    )


def reliability_of(one: LabelQuality) -> Line:
    """What the scores said against how often it was so; on the dashed line they say the truth."""
    shown = [bin_ for bin_ in one.bins if bin_.so.size]
    scores = sum(bin_.so.size for bin_ in shown)
    off = (
        sum(abs((bin_.said or 0) - (bin_.so.value or 0)) * bin_.so.size for bin_ in shown) / scores if scores else None
    )
    return Line(
        key=f"reliability-{one.label}",
        title=_("Its probabilities are off by %(off)s on average") % {"off": percent(off, 1)},
        categories=[percent(bin_.said) for bin_ in shown],
        series=[
            _series(_("how often it was so"), [bin_.so for bin_ in shown]),
            Series(_("what it said"), [bin_.said for bin_ in shown], dashed=True),
        ],
        format="percent",
    )


def _series(name: str, rates: Sequence[Share]) -> Series:
    return Series(
        name,
        [rate.value for rate in rates],
        [rate.low for rate in rates],
        [rate.high for rate in rates],
        [rate.hits if rate.size else None for rate in rates],
        [rate.size or None for rate in rates],
    )
