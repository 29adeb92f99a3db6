"""Taking somebody's words out of judgements about them."""

from steward.care.conduct.models import ChannelTask, Judgement
from steward.care.conduct.queries.personal_judgements import links_of


def erase_judgements(member_id: int) -> int:
    """Empty facts, reasons and words to copy of judgements about the member, drop links of accounts.

    That something was decided, under which clause, stays for the public record: without words and without the person
    (the foreign keys are emptied when the identities go). In the caller's transaction; returns how many rows.
    """
    rows = Judgement.objects.filter(author__member=member_id)
    tasks = ChannelTask.objects.filter(judgement__author__member=member_id).update(words="", url="")
    links = links_of(member_id).delete()[0]
    return rows.update(facts="", overturned_why="", sample=False, sample_words={}) + tasks + links
