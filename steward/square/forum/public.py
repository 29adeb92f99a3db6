"""The door of the forum."""

from steward.square.forum.actions.change_category import drop_category, make_category
from steward.square.forum.actions.change_tags import change_tags
from steward.square.forum.actions.edit_post import edit_post
from steward.square.forum.actions.found_square import found_square
from steward.square.forum.actions.index_posts import index_posts
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.recount import recount, recount_categories
from steward.square.forum.actions.reply import reply
from steward.square.forum.actions.stamp import stamp, stamp_frame
from steward.square.forum.cooking import COOK_VERSION, Cooked, cook
from steward.square.forum.models import Category, Post, Quotation, Reaction, Tag, Topic, TopicTag
from steward.square.forum.queries.moderation import closed_places
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint, standpoint_in
from steward.square.forum.rules.differences import Piece, differences
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.rules.titles import slug_of

__all__ = [
    "COOK_VERSION",
    "Category",
    "Cooked",
    "Piece",
    "Post",
    "Quotation",
    "Reaction",
    "Standpoint",
    "Tag",
    "Topic",
    "TopicTag",
    "change_tags",
    "closed_places",
    "cook",
    "differences",
    "drop_category",
    "edit_post",
    "found_square",
    "index_posts",
    "make_category",
    "open_topic",
    "places",
    "recount",
    "recount_categories",
    "reply",
    "slug_of",
    "stamp",
    "stamp_frame",
    "standpoint",
    "standpoint_in",
]
