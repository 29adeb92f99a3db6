"""Taking over rules written elsewhere."""

from django.db import transaction

from steward.care.screening.actions.write_rule import write_rule
from steward.care.screening.engine.automoderator import Reading
from steward.care.screening.models import Rule
from steward.care.screening.queries.compiled import body_of
from steward.care.screening.rules import MANAGE
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def import_rules(*, actor: Viewer, reading: Reading, why: str = "") -> list[Rule]:
    """Store what was read: new rules are off, one whose key is known becomes a new version of that rule.

    All or none. Raises Forbidden, and Invalid (field "text") naming the rule that cannot be kept.
    """
    require(allowed(actor, MANAGE))
    known = dict(Rule.objects.filter(removed_at=None).values_list("key", "pk"))
    stored = []
    for spec in reading.rules:
        own = not spec.key.startswith("imported-")
        body = body_of(spec)
        rule = Rule.objects.filter(pk=known.get(spec.key, 0) if own else 0).first()
        if rule:
            body |= {"clause": rule.clause, "places": rule.places}
        try:
            key = spec.key if own and rule is None else ""
            stored.append(write_rule(actor=actor, rule_id=rule.pk if rule else None, body=body, key=key, why=why))
        except Invalid as problem:
            raise Invalid({"text": f"{spec.name}: {problem}"}) from problem
    return stored
