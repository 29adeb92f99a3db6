"""A post as it is quoted."""

from steward.people.joining.public import faces
from steward.square.forum.queries.history import post_for
from steward.square.forum.rules import quoting
from steward.square.forum.rules.rights import Standpoint


def quotation_of(standpoint: Standpoint, post_id: int) -> str:
    """The whole post as a quotation with its source. Raises NotFound."""
    post = post_for(standpoint, post_id)
    face = faces([post.author_id]).get(post.author_id) if post.author_id else None
    return quoting.quotation(post.pk, face.name if face else "", post.source)
