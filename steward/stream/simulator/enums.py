"""Small integer codes of the generator's columns. Position in the tuple is the code."""

from enum import IntEnum

from steward.stream.activity.enums import Form, Kind

#: Code → kind; `KINDS[code]` is the value the stream stores.
KINDS: tuple[str, ...] = tuple(kind.value for kind in Kind)
KIND = {kind: index for index, kind in enumerate(KINDS)}

#: Code → form.
FORMS: tuple[str, ...] = tuple(form.value for form in Form)
FORM = {form: index for index, form in enumerate(FORMS)}


class Source(IntEnum):
    """Where the community lives. The order is the order of every per-source table."""

    WECHAT = 0
    DISCORD = 1
    FORUM = 2
    MAIL = 3
    GITHUB = 4


class Role(IntEnum):
    """What a text is for; chooses the grammar."""

    CHAT = 0
    QUESTION = 1
    ANSWER = 2
    FOLLOW_UP = 3
    REMARK = 4
    TOPIC = 5
    COMMIT = 6
    REVIEW = 7
    CHANGE = 8
    SPAM = 9
    JOINED = 10
    LEFT = 11
    SILENT = 12
