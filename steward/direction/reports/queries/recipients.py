"""Who gets a plan's reports, and which calendar it follows."""

from steward.direction.reports.enums import VIEW
from steward.direction.reports.models import ReportPlan
from steward.direction.reports.rules.windows import Rhythm
from steward.foundation.kernel.workdays import Calendar
from steward.people.access.public import accounts_with
from steward.people.accounts.public import Account
from steward.people.community.public import community

_CHINA = {"Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "PRC"}


def recipients(plan: ReportPlan) -> list[int]:
    """The accounts that get this plan's reports and may see them today."""
    wanted = set(plan.accounts.values_list("pk", flat=True))
    if plan.roles:
        wanted |= set(Account.objects.filter(grants__role__in=plan.roles).values_list("pk", flat=True))
    return sorted(wanted & set(accounts_with(VIEW)))


def usual_calendar() -> Calendar:
    """China's calendar where the community speaks Chinese or lives by China's clock, Monday to Friday elsewhere."""
    now = community()
    return "cn" if now.language.startswith("zh") or now.timezone in _CHINA else "plain"


def rhythm_of(plan: ReportPlan) -> Rhythm:
    """When the plan is due."""
    calendar: Calendar = "cn" if plan.calendar == "cn" else "plain" if plan.calendar else usual_calendar()
    return Rhythm(plan.period, plan.hour, plan.weekday, plan.month_day, plan.same_day, plan.workdays_only, calendar)
