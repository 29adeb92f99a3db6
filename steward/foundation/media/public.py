"""The door of media."""

from steward.foundation.media.actions.claim import claim, release
from steward.foundation.media.actions.remove_pictures import remove_pictures
from steward.foundation.media.actions.store_picture import store_picture
from steward.foundation.media.models import Upload
from steward.foundation.media.queries import address, pictures_of, uploads, usage
from steward.foundation.media.rules import may_upload

__all__ = [
    "Upload",
    "address",
    "claim",
    "may_upload",
    "pictures_of",
    "release",
    "remove_pictures",
    "store_picture",
    "uploads",
    "usage",
]
