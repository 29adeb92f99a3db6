"""What the team can do on the square: the acts, how they are called, the reasons offered, and who may."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.square.forum.enums import PostState

#: The permissions of this subject.
MODERATE, MANAGE = "forum.moderate", "forum.manage"
#: Decisions of this room begin with this.
PREFIX = "forum."


@dataclass(frozen=True, slots=True)
class Act:
    """How an act is called and shown. `said` is a sentence in the past for readers; `public` stands between posts."""

    key: str
    label: Any  # on its button
    said: Any  # "The team pinned this topic"
    icon: str
    asks_reason: bool = False
    public: bool = True
    tells: bool = True  # those concerned get a notification


_ACTS = (
    Act("pin", lazy("Pin"), lazy("pinned this topic"), "pin", tells=False),
    Act("unpin", lazy("Unpin"), lazy("unpinned this topic"), "pin-off", tells=False),
    Act("feature", lazy("Feature"), lazy("featured this topic"), "sparkles"),
    Act("unfeature", lazy("No longer feature"), lazy("took this topic off the featured ones"), "sparkles", tells=False),
    Act("lock", lazy("Lock"), lazy("locked this topic"), "lock"),
    Act("unlock", lazy("Unlock"), lazy("unlocked this topic"), "lock-open"),
    Act("hide", lazy("Hide"), lazy("hid this topic"), "eye-off", asks_reason=True),
    Act("show", lazy("Show again"), lazy("showed this topic again"), "eye"),
    Act("remove", lazy("Remove"), lazy("removed this topic"), "trash-2", asks_reason=True),
    Act("restore", lazy("Restore"), lazy("restored this topic"), "archive-restore"),
    Act("move_topic", lazy("Move to another category"), lazy("moved this topic to another category"), "folder-input"),
    Act("change_kind", lazy("Change its kind"), lazy("changed the kind of this topic"), "shapes"),
    Act("change_title", lazy("Change its title"), lazy("changed the title of this topic"), "pencil"),
    Act("change_tags", lazy("Change its tags"), lazy("changed the tags of this topic"), "tags"),
    Act("merge_topics", lazy("Merge into another topic"), lazy("merged topics"), "git-merge"),
    Act("split_topic", lazy("Split posts off"), lazy("split posts off into a topic of their own"), "split"),
    Act("move_posts", lazy("Move posts to another topic"), lazy("moved posts to another topic"), "corner-up-right"),
    Act("change_author", lazy("Change the author"), lazy("gave posts to another author"), "user-pen",
        asks_reason=True, public=False),
    Act("slow_mode", lazy("Slow mode"), lazy("changed how soon one may reply again"), "hourglass", tells=False),
    Act("close_later", lazy("Close or open at a set time"), lazy("set a time to close or open this topic"), "timer",
        tells=False),
    Act("hide_posts", lazy("Hide posts"), lazy("hid posts"), "eye-off", asks_reason=True, public=False),
    Act("remove_posts", lazy("Remove posts"), lazy("removed posts"), "trash-2", asks_reason=True, public=False),
    Act("restore_posts", lazy("Show posts again"), lazy("brought posts back"), "archive-restore", public=False),
    Act("edit_post", lazy("Edit a post"), lazy("edited a post"), "pencil", public=False),
    Act("hide_words", lazy("Hide a version"), lazy("hid an older version of a post"), "eye-off", public=False),
    Act("show_words", lazy("Show a version"), lazy("showed an older version of a post"), "eye",
        public=False, tells=False),
    Act("approve", lazy("Approve"), lazy("approved a waiting post"), "check", public=False),
    Act("reject", lazy("Reject"), lazy("rejected a waiting post"), "x", asks_reason=True, public=False),
    Act("change_category", lazy("Change the category"), lazy("changed a category"), "folder-cog", public=False),
    Act("make_category", lazy("New category"), lazy("made a category"), "folder-plus", public=False),
    Act("drop_category", lazy("Delete the category"), lazy("deleted an empty category"), "folder-x", public=False),
    Act("order_categories", lazy("Order the categories"), lazy("put the categories in another order"), "arrow-up-down",
        public=False),
    Act("change_tag", lazy("Change the tag"), lazy("changed a tag"), "tag", public=False),
    Act("merge_tags", lazy("Merge tags"), lazy("merged tags"), "git-merge", public=False),
    Act("drop_tag", lazy("Delete the tag"), lazy("deleted a tag"), "trash-2", public=False),
    Act("found_square", lazy("First categories"), lazy("made the first categories"), "flag", public=False),
)  # fmt: skip

ACTS: dict[str, Act] = {act.key: act for act in _ACTS}

#: Reasons offered when something is taken out of sight, or given elsewhere; the words beside it are free.
REASONS: dict[str, Any] = {
    "offtopic": lazy("off topic"),
    "dup": lazy("posted twice"),
    "ad": lazy("advertising"),
    "flood": lazy("flooding"),
    "abuse": lazy("insults, attacks on people"),
    "bully": lazy("bullying"),
    "privacy": lazy("gives away private matters"),
    "rumor": lazy("rumour, untrue claims"),
    "fraud": lazy("fraud"),
    "porn": lazy("sexual content"),
    "gamble": lazy("gambling"),
    "drug": lazy("drugs, forbidden goods"),
    "minor": lazy("endangers minors"),
    "induce": lazy("lures people to share or recruit"),
    "ip": lazy("infringes the rights of others"),
    "unlabeled_ai": lazy("AI content without its label"),
    "politics": lazy("against the law"),
    "other": lazy("other"),
}


def act_of(kind: str) -> Act | None:
    """The act behind a decision's kind ("forum.pin"), None when it is not one of ours."""
    return ACTS.get(kind.removeprefix(PREFIX)) if kind.startswith(PREFIX) else None


def has_reason(act: str, code: str, words: str) -> Ruling:
    """Whether the reason is enough for this act: a known code; "other", and none, want words where one is asked."""
    if code and code not in REASONS:
        return Denied(_("There is no such reason."))
    if ACTS[act].asks_reason and not words.strip() and code in {"", "other"}:
        return Denied(_("Say why: the author reads it."))
    return Allowed()


def kept_reason(code: str, words: str) -> str:
    """The reason as `Post.state_reason` keeps it; never what an author's own removal leaves there."""
    return f"{code}|{words.strip()}"[:300]


def shown_reason(kept: str) -> str:
    """A reason kept by `kept_reason`, for readers in their language; "" when there is none."""
    code, bar, words = kept.partition("|")
    return reason_text(code, words) if bar else ""


def reason_text(code: str, words: str) -> str:
    """Label and words of a reason: "off topic: see the rules"."""
    label = str(REASONS[code]) if code in REASONS and not (code == "other" and words) else ""
    return _("%(label)s: %(words)s") % {"label": label, "words": words} if label and words else label or words


def leaves_first(numbers: list[int]) -> Ruling:
    """Whether the posts with these numbers can be taken for themselves: the first one is the topic."""
    if 1 in numbers:
        return Denied(_("The first post opens the topic: hide, remove, merge or move the topic itself."))
    return Allowed()


#: Which states a post may be in for an act on it, and what it becomes.
STEPS: dict[str, tuple[frozenset[str], PostState]] = {
    "hide_posts": (frozenset({PostState.VISIBLE, PostState.WAITING}), PostState.HIDDEN),
    "remove_posts": (frozenset({PostState.VISIBLE, PostState.WAITING, PostState.HIDDEN}), PostState.REMOVED),
    "restore_posts": (frozenset({PostState.HIDDEN, PostState.REMOVED}), PostState.VISIBLE),
    "approve": (frozenset({PostState.WAITING}), PostState.VISIBLE),
    "reject": (frozenset({PostState.WAITING}), PostState.REMOVED),
}
