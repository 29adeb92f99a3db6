"""Make a rule, change what it says, remove it."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.care.clauses.public import clause_now
from steward.care.screening.actions.hold import hold, renew
from steward.care.screening.engine.grammar import problems_of
from steward.care.screening.enums import Doing, Mode, OffBy
from steward.care.screening.errors import changed_meanwhile, key_taken, nothing_done
from steward.care.screening.events import RuleChanged, RuleRemoved
from steward.care.screening.models import Rule, RuleVersion, WordList
from steward.care.screening.queries.settings import switches
from steward.care.screening.rules import MANAGE, slug
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed

#: Acts that say nothing without a value.
_NEED_VALUE = {Doing.TAG, Doing.SLOW, Doing.SANCTION}
_LONGEST_NAME = 120
_PLACE = re.compile(r"(category|channel):\d{1,18}")


@transaction.atomic
def write_rule(
    *,
    actor: Viewer,
    body: Mapping[str, Any],
    rule_id: int | None = None,
    version: int | None = None,
    key: str = "",
    ceiling: int | None = None,
    why: str = "",
) -> Rule:
    """Make a rule (`rule_id` None; it is off), or let one say `body` (the fields of `Rule.BODY`): a new version.

    `version` is the one the change began from. A live rule that says something else goes back into shadow: this
    version has proved nothing yet. Raises NotFound, Forbidden, Invalid (by field).
    """
    require(allowed(actor, MANAGE))
    clean = clean_body(body)
    if rule_id is None:
        return _new(actor, clean, key, ceiling, why)
    rule = hold(rule_id)
    if version is not None and version != rule.version:
        raise changed_meanwhile()
    if ceiling is not None and ceiling != rule.ceiling:
        rule.ceiling = max(ceiling, 0)
        rule.save(update_fields=["ceiling"])
        renew()
    if clean != rule.body():
        _change(actor, rule, clean, why)
    return rule


@transaction.atomic
def remove_rule(*, actor: Viewer, rule_id: int) -> None:
    """Take the rule out of the list; its hits and versions stay. Raises NotFound, Forbidden."""
    require(allowed(actor, MANAGE))
    rule = hold(rule_id)
    rule.mode, rule.off_by, rule.removed_at = Mode.OFF, OffBy.HAND, clock.now()
    rule.key = f"{rule.key[:40]}~{rule.pk}"
    rule.save(update_fields=["mode", "off_by", "removed_at", "key"])
    renew()
    decide(kind="screening.remove_rule", subject=f"rule:{rule.pk}", account_id=actor.account_id, reason=rule.name)
    publish(RuleRemoved(rule.pk), actor=actor.name)


def clean_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a rule as it is kept. Raises Invalid with a sentence for each field that is wrong."""
    errors: dict[str, str] = {}
    name = " ".join(str(body.get("name", "")).split())
    if not name or len(name) > _LONGEST_NAME:
        errors["name"] = _("Give the rule a name of at most 120 characters.")
    problems = problems_of(
        body.get("condition"), set(WordList.objects.filter(allow=False).values_list("key", flat=True))
    )
    if problems:
        errors["condition"] = "\n".join(f"{one.path}: {one.what}" for one in problems[:8])
    clause = str(body.get("clause", ""))
    if clause and clause_now(clause) is None:
        errors["clause"] = _("The code has no such clause now.")
    places = sorted(dict.fromkeys(body.get("places") or ()))
    if not all(_PLACE.fullmatch(place) for place in places):
        errors["places"] = _("Choose categories and channels from the list.")
    acts = _clean_acts(body.get("acts") or (), errors)
    if errors:
        raise Invalid(errors)
    return {
        "name": name,
        "condition": body["condition"],
        "acts": acts,
        "clause": clause,
        "priority": int(body.get("priority") or 0),
        "places": places,
        "spares_team": bool(body.get("spares_team", True)),
    }


def _clean_acts(acts: Any, errors: dict[str, str]) -> list[dict[str, str]]:
    clean = []
    for act in acts:
        kind, value, to = str(act.get("kind", "")), str(act.get("value", "")).strip(), str(act.get("to", ""))
        if kind not in Doing.values:
            errors["acts"] = _("There is no act “%(act)s”.") % {"act": kind}
        elif kind in _NEED_VALUE and not value:
            errors["acts"] = _("Say more: “%(act)s” needs a value.") % {"act": Doing(kind).label}
        elif kind == Doing.SLOW and not (value.isdecimal() and 1 <= int(value) <= 10_080):
            errors["acts"] = _("Write the minutes between two posts, from 1 to 10,080.")
        else:
            clean.append({"kind": kind, "value": value[:1000], "to": to if kind == Doing.NOTIFY else ""})
    if not clean and "acts" not in errors:
        errors.update(nothing_done().errors)
    return clean


def _new(actor: Viewer, body: dict[str, Any], key: str, ceiling: int | None, why: str) -> Rule:
    key = key[:60] or slug(body["name"], "rule", set(Rule.objects.values_list("key", flat=True)))
    most = switches().ceiling if ceiling is None else max(ceiling, 0)
    try:
        with transaction.atomic():
            rule = Rule.objects.create(key=key, **body, ceiling=most, changed_at=clock.now())
    except IntegrityError as problem:
        raise key_taken(key) from problem
    _keep(actor, rule, why)
    return rule


def _change(actor: Viewer, rule: Rule, body: dict[str, Any], why: str) -> None:
    for name, value in body.items():
        setattr(rule, name, value)
    now = clock.now()
    rule.version += 1
    rule.changed_at, rule.live_since, rule.cost_ms = now, None, None
    rule.shadow_since = None if rule.mode == Mode.OFF else now
    if rule.mode == Mode.LIVE:
        rule.mode = Mode.SHADOW
    rule.save()
    _keep(actor, rule, why)


def _keep(actor: Viewer, rule: Rule, why: str) -> None:
    RuleVersion.objects.create(
        rule=rule, number=rule.version, body=rule.body(), at=rule.changed_at, account_id=actor.account_id,
        why=why.strip()[:300],
    )  # fmt: skip
    renew()
    decide(
        kind="screening.write_rule", subject=f"rule:{rule.pk}", account_id=actor.account_id,
        version=f"v{rule.version}", reason=why.strip()[:300], undo={"version": rule.version - 1},
    )  # fmt: skip
    publish(RuleChanged(rule.pk, rule.version), actor=actor.name)
