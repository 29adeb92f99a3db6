"""How this team works, as data: the ladder, its counting, the clocks; and ladders to begin with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.care.conduct.enums import RESTRAINTS, WEIGHT, Level

#: The permissions of deciding, and of changing how it is done.
JUDGE, MANAGE = "conduct.judge", "conduct.manage"
#: Days an appeal is open where the Digital Services Act applies (article 20: at least six months).
DSA_DAYS = 180
#: The longest a timed sanction lasts, in hours: five years.
MOST_HOURS = 5 * 365 * 24
#: Whom an exemption is for.
EXEMPT_KINDS = {"role": lazy("role"), "group": pgettext_lazy("of members", "group"), "trust": lazy("trust level")}


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder. `hours` is 0 for a level that takes no time, and for one that does not end."""

    level: str
    hours: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)  # language → text

    def label(self, language: str = "") -> str:
        """The text for a reader of this language ("" is the one in use), else the level's own name."""
        own = self.labels.get(language or get_language() or "")
        return own or next((text for text in self.labels.values() if text), str(Level(self.level).label))


@dataclass(frozen=True, slots=True)
class Exemption:
    """Whom the ladder proposes at most this level for; "none" proposes nothing. People may still decide otherwise."""

    kind: str  # of EXEMPT_KINDS
    who: str  # "editor", the id of a group, "3" (that level of trust and above)
    most: str = Level.NONE


def _seed() -> tuple[Rung, ...]:
    return LADDERS["community"].rungs


@dataclass(frozen=True, slots=True)
class Practice:
    """Every setting with its default. `version` counts the changes."""

    ladder: tuple[Rung, ...] = field(default_factory=_seed)
    window_days: int = 365  # an earlier sanction counts so long
    effect_first: bool = True  # it counts only when it had taken effect before the next violation
    jumps: Mapping[int, int] = field(default_factory=lambda: {4: 4})  # severity of a clause → first rung for it
    exemptions: tuple[Exemption, ...] = ()
    scope: str = ""  # of a sanction by default: "" everywhere, "place" where it happened
    claim_minutes: int = 20  # a claim expires after so long without a sign of life
    claim_target: int = 120  # minutes until somebody has taken a case
    decide_hours: tuple[int, int, int, int] = (72, 48, 24, 4)  # until it is decided, by severity 1 to 4
    appeal_days: int = 15
    dsa: bool = False  # the Digital Services Act applies
    names_shown: bool = False  # members read who of the team decided
    second_look: int = 5  # per cent of judgements that are judged again, blind
    disturbing: tuple[str, ...] = ("porn", "minor")  # reason codes whose words are shown blurred
    library: bool = True  # members read the sample cases
    version: int = 0

    @property
    def days_to_appeal(self) -> int:
        """How long an appeal is open, in days."""
        return max(self.appeal_days, DSA_DAYS) if self.dsa else self.appeal_days

    def hours_for(self, severity: int) -> int:
        """Hours until a case of this severity (1 to 4) should be decided."""
        return self.decide_hours[min(max(severity, 1), 4) - 1]


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder to begin with, and how it counts."""

    label: Any
    lead: Any
    rungs: tuple[Rung, ...]
    window_days: int = 365
    effect_first: bool = True
    jump: int = 4  # the rung for grave clauses


def _rung(level: str, hours: int, english: str, chinese: str) -> Rung:
    return Rung(level, hours, {"en": english, "zh-hans": chinese})


_GONE = _rung(Level.BAN, 0, "banned", "永久封禁")
LADDERS: dict[str, Ladder] = {
    "community": Ladder(
        lazy("Community"), lazy("Reminder, a day, a week, out: counted over a year."), (
            _rung(Level.HIDE, 0, "reminder, the words are taken away", "提醒并隐藏内容"),
            _rung(Level.MUTE, 24, "muted for a day", "禁言24小时"),
            _rung(Level.MUTE, 168, "muted for a week", "禁言7天"), _GONE,
        )),
    "forum-a": Ladder(
        lazy("Forum, strict"), lazy("Reminder, three days, three months, out: counted over a year."), (
            _rung(Level.HIDE, 0, "removed, with a reminder", "隐藏内容并提醒"),
            _rung(Level.MUTE, 72, "muted for three days", "禁言3天"),
            _rung(Level.MUTE, 2160, "muted for three months", "禁言3个月"), _GONE,
        ), effect_first=False),
    "forum-b": Ladder(
        lazy("Forum, three steps"),
        lazy("Three days, two weeks, out; only what was done after the last sanction counts as new."), (
            _rung(Level.MUTE, 72, "muted for three days", "禁言3天"),
            _rung(Level.MUTE, 336, "muted for two weeks", "禁言2周"), _GONE,
        ), jump=3),
    "warnings": Ladder(
        lazy("Three warnings"), lazy("As Discuz! has it: three warnings within 30 days, then silence, then out."), (
            _rung(Level.WARN, 0, "first warning", "第1次警告"),
            _rung(Level.WARN, 0, "second warning", "第2次警告"),
            _rung(Level.WARN, 0, "third warning", "第3次警告"),
            _rung(Level.MUTE, 720, "muted for 30 days", "禁言30天"), _GONE,
        ), window_days=30, effect_first=False, jump=5),
}  # fmt: skip


def read(values: Mapping[str, Any], version: int = 0) -> Practice:
    """The practice from stored values; what is absent has its default."""
    known = {one.name for one in fields(Practice)} - {"version"}
    found = {name: _READERS.get(name, _same)(value) for name, value in values.items() if name in known}
    return replace(Practice(), **found, version=version)


def written(practice: Practice) -> dict[str, Any]:
    """The practice as it is stored: plain JSON of everything but the version."""
    return {name: _plain(value) for name, value in asdict(practice).items() if name != "version"}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _same(value: Any) -> Any:
    return value


_READERS: dict[str, Any] = {
    "ladder": lambda rows: tuple(Rung(row["level"], int(row["hours"]), dict(row["labels"])) for row in rows),
    "jumps": lambda rows: {int(severity): int(rung) for severity, rung in rows.items()},
    "exemptions": lambda rows: tuple(Exemption(row["kind"], row["who"], row["most"]) for row in rows),
    "decide_hours": lambda rows: tuple(int(one) for one in rows),
    "disturbing": tuple,
}


#: Numbers and their least and most value.
_BOUNDS = {
    "window_days": (1, 3650), "claim_minutes": (1, 1440), "claim_target": (1, 14_400), "appeal_days": (1, 3650),
    "second_look": (0, 100),
}  # fmt: skip


def problems(practice: Practice) -> dict[str, str]:
    """What is wrong with these settings: name → sentence; {} when they can be used."""
    found = {}
    for name, (least, most) in _BOUNDS.items():
        if not least <= getattr(practice, name) <= most:
            found[name] = _("Between %(least)s and %(most)s.") % {"least": least, "most": most}
    if len(practice.decide_hours) != 4 or not all(1 <= hours <= 8760 for hours in practice.decide_hours):
        found["decide_hours"] = _("Give four numbers of hours, each at least 1.")
    if practice.scope not in {"", "place"}:
        found["scope"] = _("There is no such scope.")
    if sentence := _ladder_problem(practice.ladder):
        found["ladder"] = sentence
    if not all(1 <= severity <= 4 and 1 <= rung <= len(practice.ladder) for severity, rung in practice.jumps.items()):
        found["jumps"] = _("A grave clause can only begin at a step the ladder has.")
    if not all(one.kind in EXEMPT_KINDS and one.who and one.most in Level.values for one in practice.exemptions):
        found["exemptions"] = _("Say for each exemption whom it is for, and what is proposed at most.")
    return found


def _ladder_problem(ladder: tuple[Rung, ...]) -> str:
    if not 1 <= len(ladder) <= 12:
        return _("A ladder has at least one step and at most twelve.")
    for place, rung in enumerate(ladder, 1):
        if rung.level not in Level.values or rung.level == Level.NONE:
            return _("Step %(n)s: choose a level.") % {"n": place}
        if takes_time(rung.level) != (0 < rung.hours <= MOST_HOURS):
            return _("Step %(n)s: muting, restricting and suspending need a time; other levels have none.") % {
                "n": place
            }
    weights = [(WEIGHT[Level(rung.level)], rung.hours) for rung in ladder]
    if weights != sorted(weights):
        return _("Each step weighs at least as much as the one before.")
    return ""


def takes_time(level: str) -> bool:
    """Whether a sanction of this level lasts for a time and then ends."""
    return level in RESTRAINTS and level != Level.BAN
