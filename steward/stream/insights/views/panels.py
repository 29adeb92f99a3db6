"""What Insights shows on a member's page."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from steward.people.access.public import Viewer
from steward.people.members.public import Member
from steward.stream.insights.queries.company import company
from steward.stream.insights.queries.measure import of_member
from steward.stream.insights.views.charts import heat

YEAR = 364


def rhythm(viewer: Viewer, member: Member) -> dict[str, Any]:
    """When the member is active: the 52 weeks up to the day they were last seen."""
    if member.do_not_profile or member.last_seen is None:
        return {"chart": None, "member": member}
    until = member.last_seen.astimezone(ZoneInfo(settings.TIME_ZONE)).date() + timedelta(days=1)
    answer = of_member(viewer, member.pk, ["hour_weekday"], since=until - timedelta(days=YEAR), until=until)
    return {"chart": heat(answer["hour_weekday"]), "member": member}


def companions(viewer: Viewer, member: Member) -> dict[str, Any]:
    """Whom the member talks with."""
    return {"company": None if member.do_not_profile else company(viewer, member.pk), "member": member}
