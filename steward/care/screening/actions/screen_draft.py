"""Before publishing: what the rules say of a draft, and writing it down once the words have an id."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.screening.actions.write_hits import write_hits
from steward.care.screening.engine.records import Found
from steward.care.screening.enums import Mode
from steward.care.screening.queries.compiled import Compiled, compiled
from steward.care.screening.queries.hits import acted_lately
from steward.care.screening.queries.messages import message_of_draft, wants_wait
from steward.care.screening.records import Subject, Told
from steward.foundation.kernel.contracts import Draft, Screened

#: While an act of a rule is taken back the rules are silent: they would do it again.
_silent: ContextVar[bool] = ContextVar("screening_silent", default=False)
#: So often words that were replaced are looked at again, for further rules that replace.
_ROUNDS = 5


@contextmanager
def silence() -> Iterator[None]:
    """Within it no rule says anything."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def screen_draft(draft: Draft) -> Screened:
    """What all rules say of the draft: one query while nothing is hit and no rule asks for the author's past.

    A draft that is refused is written down at once, as nothing will have an id.
    """
    now = compiled()
    if now.screener is None or _silent.get():
        return Screened()
    message = message_of_draft(draft, now.needs)
    found = now.screener.screen(message)
    if not found:
        return Screened()
    told = weigh(found, now)
    subject = Subject(draft.kind, 0, draft.identity_id, draft.place, message, draft.account_id)
    if refusal := _refusal(draft, told):
        write_hits(told, subject)
        return Screened(refuse=refusal)
    return Screened(
        hold=next(
            (_("Held by the rule “%(rule)s”.") % {"rule": one.rule.name} for one in told if _asks(one, "hold")), ""
        ),
        source=_replaced(draft, told, now),
        tags=_tags(told),
        settle=lambda post_id: _settle(told, subject, post_id),
    )


def weigh(found: list[Found], now: Compiled) -> list[Told]:
    """Each hit in the mode of its rule. One beyond the rule's ceiling does nothing any more and stops the rule."""
    live = [now.rules[one.rule_key].id for one in found if now.rules[one.rule_key].mode == Mode.LIVE]
    acted = acted_lately(live) if live else {}
    told = []
    for one in found:
        rule = now.rules[one.rule_key]
        over = rule.mode == Mode.LIVE and 0 < rule.ceiling <= acted[rule.id]
        if rule.mode == Mode.LIVE:
            acted[rule.id] += 1
        told.append(Told(rule, one, Mode.SHADOW if over else rule.mode, trips=over))
    return told


def _settle(told: list[Told], subject: Subject, post_id: int) -> None:
    write_hits(
        told, Subject(subject.kind, post_id, subject.identity_id, subject.place, subject.message, subject.account_id)
    )


def _asks(one: Told, kind: str) -> bool:
    return one.live and any(act.kind == kind for act in one.found.acts)


def _refusal(draft: Draft, told: list[Told]) -> str:
    """The sentence for who writes too often for a rule that slows them down; "" where none does."""
    if draft.edits:
        return ""
    waits = [_minutes(act.value) for one in told if one.live for act in one.found.acts if act.kind == "slow"]
    minutes = max(waits, default=0)
    if not minutes or not wants_wait(draft.identity_id, minutes):
        return ""
    sentence = ngettext(
        "You can write like this once in %(num)d minute. Your words are still here: send them a little later.",
        "You can write like this once in %(num)d minutes. Your words are still here: send them a little later.",
        minutes,
    )
    return sentence % {"num": minutes}


def _minutes(value: str) -> int:
    return int(value) if value.isdecimal() else 10


def _tags(told: list[Told]) -> tuple[str, ...]:
    tags = [act.value for one in told if one.live for act in one.found.acts if act.kind == "tag" and act.value]
    return tuple(dict.fromkeys(tags))


def _replaced(draft: Draft, told: list[Told], now: Compiled) -> str | None:
    """The words after every rule that replaces has done so, in order; None where none does."""
    waiting = [one for one in told if _asks(one, "replace") and one.found.replaced is not None]
    if not waiting:
        return None
    text, done = waiting[0].found.replaced, {waiting[0].rule.key}
    others = {one.rule.key for one in waiting[1:]}
    for _round in range(_ROUNDS):
        if now.screener is None or not others - done:
            break
        again = now.screener.screen(message_of_draft(draft, now.needs, text))
        following = next((one for one in again if one.rule_key in others - done and one.replaced is not None), None)
        if following is None:
            break
        text = following.replaced
        done.add(following.rule_key)
    return text
