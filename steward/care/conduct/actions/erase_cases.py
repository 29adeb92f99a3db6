"""Taking somebody's words and reports out of the queue's memory."""

from steward.care.conduct.models import Case, Signal


def erase_cases(member_id: int) -> int:
    """Empty the words of cases about the member and the notes of their reports, in the caller's transaction.

    That something was decided stays, without words and without the person. Returns how many rows were emptied.
    """
    cases = Case.objects.filter(author__member=member_id).exclude(text="", html="", title="", url="")
    emptied = cases.update(text="", html="", title="", url="")
    reports = Signal.objects.filter(reporter__member=member_id)
    return emptied + reports.update(note="", reporter=None)
