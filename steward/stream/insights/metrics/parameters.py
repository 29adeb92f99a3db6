"""What in a definition a community may set: numbers in groups, each group with versions of its own.

SQL reads them from the one-row table `given` (columns `<group>_<parameter>`), kinds from `weight` and `counted`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from steward.stream.activity.enums import ACTIVE

#: Group → parameter → value.
Values = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a definition. `whole` ones have no fraction; `unit` is days, hours, minutes, share, weight or "".

    `looks` says where SQL must look because of it, in days: "back" before the period, "ahead" after it.
    """

    key: str
    label_en: str
    label_zh: str
    default: float
    low: float
    high: float
    unit: str = ""
    whole: bool = True
    looks: str = ""

    @property
    def label(self) -> str:
        """In the reader's language."""
        return self.label_zh if (get_language() or "").startswith("zh") else self.label_en


@dataclass(frozen=True, slots=True)
class Group:
    """Parameters that change together. `rising` are runs of parameters that must grow, each above the one before."""

    key: str
    name_en: str
    name_zh: str
    parameters: tuple[Parameter, ...]
    rising: tuple[tuple[str, ...], ...] = ()

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en

    @property
    def defaults(self) -> dict[str, float]:
        """The values Steward comes with: version 1."""
        return {parameter.key: parameter.default for parameter in self.parameters}


def _days(key: str, labels: tuple[str, str], default: int, high: int = 365, looks: str = "") -> Parameter:
    return Parameter(key, *labels, default, 1, high, "days", looks=looks)


def _number(key: str, labels: tuple[str, str], default: float, high: float, low: float = 0) -> Parameter:
    return Parameter(key, *labels, default, low, high)


def _weight(key: str, labels: tuple[str, str], default: float) -> Parameter:
    return Parameter(key, *labels, default, 0, 100, "weight", whole=False)


_KINDS: dict[str, tuple[str, str]] = {
    "post": ("Post", "发帖"), "comment": ("Comment", "回复"), "reaction": ("Reaction", "表态"),
    "commit": ("Commit", "提交"), "review": ("Review", "评审"), "change": ("Change", "变更"),
}  # fmt: skip
_WEIGHTS = {"post": 3, "comment": 2, "reaction": 0.5, "commit": 5, "review": 4, "change": 3}
_HEALTH: dict[str, tuple[str, str]] = {
    "activity": ("Members who are active", "成员活跃"), "answers": ("Posts answered within a day", "一天内有回复"),
    "newcomers": ("Newcomers who come back after a week", "新人次周回访"),
    "spread": ("Work on many shoulders", "贡献分散"),
    "loyalty": ("Members who come back", "老成员留存"), "growth": ("Members gained or lost", "成员增减"),
}  # fmt: skip
_HEALTH_TARGETS = {
    "activity": (0, 0.3), "answers": (0, 0.9), "newcomers": (0, 0.4), "spread": (0.1, 0.7), "loyalty": (0, 0.6),
    "growth": (-0.05, 0.05),
}  # fmt: skip
_HEALTH_WEIGHTS = {"activity": 25, "answers": 20, "newcomers": 15, "spread": 10, "loyalty": 20, "growth": 10}


def _health() -> tuple[Parameter, ...]:
    found = []
    for key, (english, chinese) in _HEALTH.items():
        low, high = _HEALTH_TARGETS[key]
        found += [
            Parameter(
                f"{key}_weight", f"{english}: weight", f"{chinese}：权重", _HEALTH_WEIGHTS[key], 0, 100, "weight",
                whole=False,
            ),
            Parameter(
                f"{key}_none", f"{english}: no points at", f"{chinese}：0 分的值", low, -1, 1, "share", whole=False
            ),
            Parameter(
                f"{key}_full", f"{english}: full points at", f"{chinese}：满分的值", high, -1, 1, "share", whole=False
            ),
        ]  # fmt: skip
    return tuple(found)


GROUPS: dict[str, Group] = {
    group.key: group
    for group in (
        Group(
            "floor", "Smallest part shown", "最小可见人数",
            (_number("members", ("Members a part of the community must have", "部分成员的最小人数"), 5, 100, 1),),
        ),
        Group(
            "contribution", "Contribution score", "贡献分",
            tuple(_weight(kind, names, _WEIGHTS[kind]) for kind, names in _KINDS.items()),
        ),
        Group(
            "activation", "Activation", "激活",
            (
                _days("days", ("Days after the first trace", "首次出现后的天数"), 7, 90, "ahead"),
                _number("activities", ("Activities needed", "所需行为数"), 3, 1000, 1),
                _number("channels", ("Channels needed", "所需频道数"), 1, 50, 1),
                _number("replies", ("Answers by others needed", "所需他人回复数"), 0, 100),
                *(
                    Parameter(kind, f"{names[0]} counts (1) or not (0)", f"{names[1]}计入（1）或不计（0）", 1, 0, 1)
                    for kind, names in _KINDS.items()
                ),
            ),
        ),
        Group(
            "funnel", "Coming back in the funnel", "漏斗中的回访",
            (
                _days("after", ("Days until coming back counts", "第几天起算回访"), 30, 180, "ahead"),
                _days("within", ("Days in which they may come back", "回访窗口天数"), 30, 180, "ahead"),
            ),
        ),
        Group(
            "retention", "N-day retention", "N 日留存",
            (_days("window", ("Days in which they may come back", "回访窗口天数"), 1, 30, "ahead"),),
        ),
        Group(
            "lifecycle", "Lifecycle", "生命周期",
            (
                _days("window", ("Days that are looked at", "观察窗口天数"), 28, 180, "back"),
                _number("core_days", ("Active days in them that make core", "窗口内达到几天为核心"), 8, 180, 1),
                _days("dormant_days", ("Dormant after days", "沉默：未活跃天数"), 30, 365),
                _days("lost_days", ("Lost after days", "流失：未活跃天数"), 90, 730, "back"),
            ),
            (("dormant_days", "lost_days"), ("window", "lost_days")),
        ),
        Group(
            "rfm", "RFM", "RFM 分层",
            (_number("mean", ("Split at the median (0) or the mean (1)", "按中位数（0）或平均值（1）划分"), 0, 1),),
        ),
        Group(
            "levels", "Levels", "成员层级",
            (
                _days("window", ("Days that count", "计分天数"), 180, 730, "back"),
                _days("half_life", ("Days after which an act counts half", "分值减半天数"), 45, 730),
                Parameter("participant", "Points of a participant", "参与者所需分", 1, 0, 10_000, whole=False),
                Parameter("contributor", "Points of a contributor", "贡献者所需分", 10, 0, 10_000, whole=False),
                Parameter("core", "Points of the core", "核心所需分", 40, 0, 100_000, whole=False),
                _weight("observer_weight", ("Weight of an observer", "旁观者权重"), 1),
                _weight("participant_weight", ("Weight of a participant", "参与者权重"), 2),
                _weight("contributor_weight", ("Weight of a contributor", "贡献者权重"), 3),
                _weight("core_weight", ("Weight of the core", "核心权重"), 4),
            ),
            (("participant", "contributor", "core"),),
        ),
        Group(
            "speakers", "Main speakers", "主力发言人",
            (_number("count", ("How many members", "人数"), 3, 100, 1),),
        ),
        Group(
            "replies", "Replies by the team", "团队回复",
            (
                Parameter("minutes", "Quick: within minutes", "快速：分钟内", 3, 1, 1440, "minutes"),
                Parameter("hours", "In time: within hours", "及时：小时内", 24, 1, 672, "hours"),
            ),
        ),
        Group("health", "Health", "健康度", _health()),
    )
}  # fmt: skip

#: Groups whose parameters are named like kinds, and the tables they fill.
KIND_GROUPS = {"weight": "contribution", "counted": "activation"}
KINDS = tuple(kind.value for kind in ACTIVE)
HEALTH_PARTS = tuple(_HEALTH)


def defaults() -> dict[str, dict[str, float]]:
    """The values Steward comes with."""
    return {key: group.defaults for key, group in GROUPS.items()}


def reach_of(groups: tuple[str, ...], values: Values, looks: str) -> int:
    """How many days SQL must look back or ahead because of these groups."""
    parameters = [(group, one) for group in groups for one in GROUPS[group].parameters if one.looks == looks]
    return int(sum(values[group][one.key] for group, one in parameters))


def health_part(part: str) -> str:
    """The name of a part of Health in the reader's language."""
    return _HEALTH[part][(get_language() or "").startswith("zh")]
