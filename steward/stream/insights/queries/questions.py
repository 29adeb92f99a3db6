"""The catalogue by the questions of practice."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.enums import About
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries.definitions import given_now
from steward.stream.insights.queries.measure import catalogue


def question_names() -> dict[About, str]:
    """The practices in order, in the reader's language."""
    return {
        About.GROWTH: _("Who comes and who goes"),
        About.LIFECYCLE: _("How members stand and move on"),
        About.ACTIVITY: _("What happens, when and where"),
        About.ANSWERS: _("Whether members are answered"),
        About.CONTRIBUTORS: _("On whom the community rests"),
        About.TEAM: _("What the team does for members"),
        About.FEEDBACK: _("What members say when asked"),
    }


def metrics_by_question(viewer: Viewer, words: str = "") -> list[tuple[str, list[Metric]]]:
    """Metrics with their definitions as they are now, by question; only those with all of `words` in them."""
    require(allowed(viewer, "insights.view"))
    values = given_now().values
    wanted = words.casefold().split()
    found = [one.as_defined(values) for one in catalogue()]
    found = [one for one in found if all(word in _text(one) for word in wanted)]
    groups = ((name, [one for one in found if one.about is about]) for about, name in question_names().items())
    return [(name, metrics) for name, metrics in groups if metrics]


def _text(metric: Metric) -> str:
    parts = (metric.key, metric.name_en, metric.name_zh, metric.definition_en, metric.definition_zh)
    return " ".join(parts).casefold()
