"""The channels of the community, as arrays with one row per channel."""

from dataclasses import dataclass

import numpy as np

from steward.stream.activity.enums import ChannelKind
from steward.stream.simulator.engine.chance import Bools, Floats, Ints
from steward.stream.simulator.engine.habits import GROUP_SIZE
from steward.stream.simulator.enums import Source

#: Source → kind of its channels.
CHANNEL_KINDS = (
    ChannelKind.GROUP.value,
    ChannelKind.ROOM.value,
    ChannelKind.CATEGORY.value,
    ChannelKind.LIST.value,
    ChannelKind.REPOSITORY.value,
)

_GROUP_NAMES = ("青鸟交流群", "青鸟读书群", "青鸟新手群", "青鸟插件开发群", "青鸟同城群", "青鸟主题美化群")

#: Name, share of the talk, whether Chinese is spoken (anything can be spoken where both are).
_FIXED: dict[Source, tuple[tuple[str, float, bool], ...]] = {
    Source.DISCORD: (
        ("general", 0.30, False),
        ("help", 0.24, False),
        ("中文闲聊", 0.16, True),
        ("plugins", 0.10, False),
        ("showcase", 0.08, False),
        ("off-topic", 0.12, False),
    ),
    Source.FORUM: (
        ("使用求助", 0.30, True),
        ("Support", 0.20, False),
        ("经验分享", 0.16, True),
        ("Feature requests", 0.10, False),
        ("插件与主题", 0.12, True),
        ("线下活动", 0.05, True),
        ("Show and tell", 0.07, False),
    ),
    Source.MAIL: (("bluejay-talk", 0.55, False), ("bluejay-devel", 0.35, False), ("bluejay-zh", 0.10, True)),
    Source.GITHUB: (
        ("bluejay/server", 0.50, False),
        ("bluejay/app", 0.28, False),
        ("bluejay/plugins", 0.14, False),
        ("bluejay/docs", 0.08, False),
    ),
}


@dataclass(frozen=True)
class Places:
    """Channels; a channel's index is its position."""

    name: tuple[str, ...]
    source: Ints
    share: Floats  # of the talk on its source
    chinese: Bools
    first: Ints  # index of the first channel of each source
    count: Ints  # channels of each source

    def code(self, index: int) -> str:
        """The channel's id at its source, e.g. `wechat-3`."""
        source = Source(int(self.source[index]))
        return f"{source.name.lower()}-{index - int(self.first[source]) + 1}"


def lay_out(group_accounts: int) -> Places:
    """Channels for a community with so many WeChat accounts: as many groups as they fill, at least two."""
    groups = max(2, -(-group_accounts // GROUP_SIZE))
    kinds = len(_GROUP_NAMES)
    rows = [(f"{_GROUP_NAMES[i % kinds]} {i // kinds + 1}", 1 / groups, True, Source.WECHAT) for i in range(groups)]
    rows += [(*row, source) for source, fixed in _FIXED.items() for row in fixed]
    source = np.array([row[3] for row in rows], dtype=np.int64)
    return Places(
        name=tuple(row[0] for row in rows),
        source=source,
        share=np.array([row[1] for row in rows]),
        chinese=np.array([row[2] for row in rows]),
        first=np.searchsorted(source, np.arange(len(Source))),
        count=np.bincount(source, minlength=len(Source)).astype(np.int64),
    )
