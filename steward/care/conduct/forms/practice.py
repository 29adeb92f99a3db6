"""What the team types about how it works: the ladder and its counting, the clocks, what is shown."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from steward.care.clauses.public import REASONS
from steward.care.conduct.enums import Level
from steward.care.conduct.rules.practice import Exemption, Practice, Rung, takes_time

#: Empty rows offered below the ladder and below the exemptions.
BLANK = 2
#: The most rows read from a form.
MOST = 14


class PracticeForm(forms.Form):
    """Numbers and switches. The ladder and the exemptions are rows beside it (`ladder_of`, `exemptions_of`)."""

    window_days = forms.IntegerField(
        label=_("Counted over (days)"), help_text=_("An earlier sanction counts so long."), min_value=1
    )
    effect_first = forms.BooleanField(
        label=_("Only what was done after the earlier sanction took effect counts"), required=False,
        help_text=_("Whoever could not know of the first sanction has not ignored it."),
    )  # fmt: skip
    grave = forms.IntegerField(
        label=_("Grave clauses begin at step"), min_value=1, help_text=_("For clauses of severity 4.")
    )
    scope = forms.ChoiceField(
        label=_("A sanction holds"), choices=(("", _("everywhere")), ("place", _("where it happened"))), required=False,
        help_text=_("Unless the judgement says otherwise."),
    )  # fmt: skip
    claim_minutes = forms.IntegerField(
        label=_("A claim holds (minutes)"), min_value=1, help_text=_("Without a sign of life the case is given back.")
    )
    claim_target = forms.IntegerField(label=_("Taken up within (minutes)"), min_value=1)
    decide_1 = forms.IntegerField(label=_("Decided within (hours): light"), min_value=1)
    decide_2 = forms.IntegerField(label=_("Decided within (hours): moderate"), min_value=1)
    decide_3 = forms.IntegerField(label=_("Decided within (hours): serious"), min_value=1)
    decide_4 = forms.IntegerField(label=_("Decided within (hours): grave"), min_value=1)
    appeal_days = forms.IntegerField(label=_("Appeals are open (days)"), min_value=1)
    dsa = forms.BooleanField(
        label=_("The Digital Services Act applies"), required=False,
        help_text=_("Then appeals are open for at least 180 days."),
    )  # fmt: skip
    second_look = forms.IntegerField(
        label=_("Judged again, blind (per cent)"), min_value=0, max_value=100,
        help_text=_("So many judgements are looked at a second time by somebody who does not know the first."),
    )  # fmt: skip
    names_shown = forms.BooleanField(
        label=_("Say who of the team decided"), required=False, help_text=_("Otherwise it is “The team”.")
    )
    library = forms.BooleanField(label=_("Members read the sample cases"), required=False)
    disturbing = forms.MultipleChoiceField(
        label=_("Shown blurred"), choices=tuple(REASONS.items()), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Words reported for these reasons are blurred until somebody asks to see them."),
    )  # fmt: skip

    LADDER = ("window_days", "effect_first", "grave", "scope")
    CLOCKS = ("claim_target", "claim_minutes", "decide_1", "decide_2", "decide_3", "decide_4")
    REST = ("appeal_days", "dsa", "second_look", "names_shown", "library", "disturbing")
    PLAIN = (
        "window_days", "effect_first", "scope", "claim_minutes", "claim_target", "appeal_days", "dsa", "second_look",
        "names_shown", "library",
    )  # fmt: skip

    @classmethod
    def of(cls, now: Practice) -> "PracticeForm":
        """The form as it stands."""
        hours = {f"decide_{severity}": now.hours_for(severity) for severity in (1, 2, 3, 4)}
        values = {name: getattr(now, name) for name in cls.PLAIN} | hours
        return cls(initial=values | {"grave": now.jumps.get(4, 1), "disturbing": list(now.disturbing)})

    def changes(self, now: Practice) -> dict[str, Any]:
        """The values as `change_practice` takes them."""
        data = self.cleaned_data
        hours = tuple(data[f"decide_{severity}"] for severity in (1, 2, 3, 4))
        jumps = {severity: rung for severity, rung in now.jumps.items() if severity != 4}
        return {name: data[name] for name in self.PLAIN} | {
            "decide_hours": hours, "jumps": jumps | {4: data["grave"]}, "disturbing": tuple(data["disturbing"]),
        }  # fmt: skip

    def part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """The fields of one section."""
        return [self[name] for name in names]


def rows_of(ladder: tuple[Rung, ...]) -> list[dict[str, Any]]:
    """The rows of the ladder's editor, empty ones at the end."""
    rows = [
        {"level": rung.level, "time": rung.hours // 24 if _in_days(rung) else rung.hours or "",
         "unit": "d" if _in_days(rung) else "h", "labels": dict(rung.labels)}
        for rung in ladder
    ]  # fmt: skip
    return rows + [{"level": "", "time": "", "unit": "d", "labels": {}} for _blank in range(BLANK)]


def _in_days(rung: Rung) -> bool:
    return rung.hours > 0 and rung.hours % 24 == 0


def ladder_of(data: Mapping[str, str]) -> tuple[Rung, ...]:
    """The ladder that was typed: rows without a level are left out."""
    rungs = []
    for number in range(MOST):
        level = data.get(f"rung-{number}-level", "")
        if level not in Level.values or level == Level.NONE:
            continue
        time = data.get(f"rung-{number}-time", "").strip()
        hours = int(time) if time.isdecimal() and len(time) < 8 and takes_time(level) else 0
        hours *= 24 if data.get(f"rung-{number}-unit") == "d" else 1
        labels = {code: data.get(f"rung-{number}-{code}", "").strip()[:80] for code, _name in settings.LANGUAGES}
        rungs.append(Rung(level, hours, {code: text for code, text in labels.items() if text}))
    return tuple(rungs)


def exemptions_of(data: Mapping[str, str]) -> tuple[Exemption, ...]:
    """The exemptions that were typed: (“role:editor”, at most what); rows without anybody are left out."""
    found = []
    for number in range(MOST):
        kind, _colon, who = data.get(f"exempt-{number}-who", "").partition(":")
        if kind and who:
            found.append(Exemption(kind, who, data.get(f"exempt-{number}-most", Level.NONE)))
    return tuple(found)
