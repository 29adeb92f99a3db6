"""Categories, topics, posts, and what each reader knows of them."""

from steward.square.forum.models.places import Category, Practice, Tag
from steward.square.forum.models.posts import Mention, Post, Quotation, Reaction, Revision
from steward.square.forum.models.previews import LinkPreview
from steward.square.forum.models.reading import Bookmark, CaughtUp, Draft, Follow, ReadMark
from steward.square.forum.models.standing import DayVisited, Standing, TrustRule
from steward.square.forum.models.topics import Chain, ChainEntry, Poll, PollOption, PollVote, Topic, TopicTag

__all__ = [
    "Bookmark",
    "Category",
    "CaughtUp",
    "Chain",
    "ChainEntry",
    "DayVisited",
    "Draft",
    "Follow",
    "LinkPreview",
    "Mention",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "Practice",
    "Quotation",
    "Reaction",
    "ReadMark",
    "Revision",
    "Standing",
    "Tag",
    "Topic",
    "TopicTag",
    "TrustRule",
]
