"""The door of the forum."""

from steward.square.forum.actions.change_category import drop_category, make_category
from steward.square.forum.actions.found_square import found_square
from steward.square.forum.actions.index_posts import index_posts
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.recount import recount, recount_categories
from steward.square.forum.actions.reply import reply
from steward.square.forum.actions.stamp import stamp, stamp_frame
from steward.square.forum.cooking import COOK_VERSION, Cooked, cook
from steward.square.forum.models import Category, Post, Quotation, Reaction, Tag, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint, standpoint_in
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.rules.titles import slug_of

__all__ = [
    "COOK_VERSION",
    "Category",
    "Cooked",
    "Post",
    "Quotation",
    "Reaction",
    "Standpoint",
    "Tag",
    "Topic",
    "cook",
    "drop_category",
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
