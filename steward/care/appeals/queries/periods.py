"""How long one may appeal: a setting of conduct."""

from datetime import datetime, timedelta

from steward.care.conduct.public import practice_now


def until(judged_at: datetime) -> datetime:
    """The last moment to appeal against a judgement of that moment (15 days by default; 180 under the DSA)."""
    return judged_at + timedelta(days=practice_now().days_to_appeal)
