"""From AutoModerator's actions to acts, and back."""

from typing import Any, get_args

from django.utils.translation import gettext as _

from steward.care.screening.engine.automoderator.documents import Document, meant
from steward.care.screening.engine.records import Act, ActKind

#: Actions Steward has nothing for: listed, and the rule is kept without them.
LEFT_OUT = frozenset({
    "set_sticky", "set_locked", "set_nsfw", "set_spoiler", "set_contest_mode", "set_original_content",
    "set_suggested_sort", "set_post_crowd_control_level", "overwrite_flair", "comment_stickied", "comment_locked",
    "message_subject", "modmail_subject", "ignore_blockquotes", "action_archived",
})  # fmt: skip
#: Keys this module reads.
READ = frozenset({
    "action", "action_reason", "report_reason", "comment", "message", "modmail", "set_flair", *LEFT_OUT,
})  # fmt: skip


def acts_of(document: Document) -> list[Act]:
    """What the rule does, in a fixed order: its action, the tag, the notices."""
    values = document.values
    acts = _action(document)
    if "set_flair" in values:
        flair = values["set_flair"]
        acts += [Act("tag", str(flair[0]) if isinstance(flair, list) and flair else str(flair))]
        if isinstance(flair, dict):
            document.problem("set_flair", _("A flair by template is not known here. Write its text."), kept=True)
            acts.pop()
    if "comment" in values:
        acts.append(Act("notify", str(values["comment"]), "author"))
        document.problem(
            "comment", _("What AutoModerator answers in public, the author receives as a notice."), kept=True
        )
    for name, reader in (("message", "author"), ("modmail", "team")):
        if name in values:
            acts.append(Act("notify", str(values[name]), reader))
    for name in ("comment", "message", "modmail"):
        if "{{" in str(values.get(name, "")):
            document.problem(
                name, _("Placeholders such as {{author}} are not filled in. Write the text without."), kept=True
            )
    for name in LEFT_OUT & values.keys():
        document.problem(name, _("Steward does not do “%(name)s”; the rule does the rest.") % {"name": name}, kept=True)
    return acts


def _action(document: Document) -> list[Act]:
    values = document.values
    if "action" not in values:
        return []
    reason = str(values.get("action_reason", values.get("report_reason", "")))
    action = str(values["action"]).strip().lower()
    if action in {"remove", "spam"}:
        document.problem(
            "action", _("A rule removes nothing for good here: the message is held until somebody decides."), kept=True
        )
    if action in {"remove", "spam", "filter"}:
        return [Act("hold", reason)]
    if action == "report":
        return [Act("flag", reason)]
    if action == "approve":
        document.problem("action", _("Rules do not approve here. Put what is allowed on an allow list."), kept=False)
    else:
        document.problem("action", _("There is no action “%(name)s”.") % {"name": action}, kept=False)
    return []


def own_acts(document: Document, value: Any) -> list[Act]:
    """Acts written under `steward`."""
    acts = []
    for one in value if isinstance(value, list) else [value]:
        kind = str(one.get("kind", "")) if isinstance(one, dict) else ""
        if kind not in get_args(ActKind):
            what = _("An act is one of: %(kinds)s.") % {"kinds": ", ".join(get_args(ActKind))}
            document.problem("steward.acts", what, kept=False)
        else:
            acts.append(Act(kind, str(one.get("value", "")), str(one.get("to", ""))))  # type: ignore[arg-type]
    return acts


def written_acts(acts: tuple[Act, ...]) -> dict[str, Any]:
    """Acts in AutoModerator's words as far as it has them; the rest, as they are, under `acts` of `steward`."""
    made: dict[str, Any] = {}
    rest: list[dict[str, str]] = []
    for act in acts:
        name = _NAMES.get((act.kind, act.to))
        if (
            name is None
            or name in made
            or (name == "action" and not made.keys().isdisjoint({"action", "action_reason"}))
        ):
            rest.append(
                {
                    name: value
                    for name, value in zip(("kind", "value", "to"), (act.kind, act.value, act.to), strict=True)
                    if value
                }
            )
        elif name == "action":
            made["action"] = "filter" if act.kind == "hold" else "report"
            if act.value:
                made["action_reason"] = act.value
        else:
            made[name] = act.value
    return {**made, "steward": {"acts": rest}} if rest else made


def meant_priority(document: Document) -> int:
    """The rule's priority; 0 where none is given."""
    value = meant(document.values.get("priority", 0))
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    document.problem("priority", _("Write a number."), kept=True)
    return 0


_NAMES = {
    ("hold", ""): "action",
    ("flag", ""): "action",
    ("tag", ""): "set_flair",
    ("notify", "author"): "message",
    ("notify", "team"): "modmail",
}
