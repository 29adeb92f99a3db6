"""What a topic's page tells search engines, feed readers and other sites: canonical address, cards, structured data."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import get_language
from markupsafe import Markup

from steward.foundation.kernel.text import cut
from steward.people.joining.public import Face
from steward.square.forum.queries.posts import PostRow, Stretch
from steward.square.forum.queries.topics import TopicRow
from steward.square.forum.views.reading_parts import draw

LONGEST = 500


def card_of(topic: TopicRow, part: Stretch) -> Markup:
    """The elements for the head of the page."""
    base = settings.BASE_URL + topic.url
    pages = {
        "canonical": _paged(base, part.page),
        "prev": _paged(base, part.page - 1) if part.page > 1 else "",
        "next": _paged(base, part.page + 1) if part.page < part.pages else "",
    }
    data = json.dumps(structured(topic, part), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(draw("forum/parts/card.jinja", topic=topic, pages=pages, base=settings.BASE_URL, data=Markup(data)))  # noqa: S704 — no "<" is left in it


def _paged(base: str, page: int) -> str:
    return base if page == 1 else f"{base}?page={page}"


def structured(topic: TopicRow, part: Stretch) -> dict[str, Any]:
    """The topic in the words of schema.org: QAPage for a question, DiscussionForumPosting for the rest."""
    address = settings.BASE_URL + topic.url
    about: dict[str, Any] = {
        "url": address,
        "author": _person(topic.author),
        "datePublished": topic.created_at.isoformat(),
        "text": topic.excerpt or topic.title,
    }
    if not topic.is_question:
        about |= {
            "headline": topic.title,
            "commentCount": topic.replies,
            "inLanguage": get_language(),
            "interactionStatistic": {
                "@type": "InteractionCounter",
                "interactionType": "https://schema.org/LikeAction",
                "userInteractionCount": topic.reactions,
            },
        }
        return {"@context": "https://schema.org", "@type": "DiscussionForumPosting", **about}
    question = {"@type": "Question", "name": topic.title, "answerCount": topic.replies, **about}
    if part.answer:
        question["acceptedAnswer"] = _answer(part.answer)
    elif replies := [post for post in part.posts if not post.is_first]:
        question["suggestedAnswer"] = [_answer(replies[0])]
    return {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": question}


def _answer(post: PostRow) -> dict[str, Any]:
    return {
        "@type": "Answer",
        "text": cut(strip_tags(post.cooked).strip(), LONGEST),
        "author": _person(post.author),
        "datePublished": post.created_at.isoformat(),
        "upvoteCount": post.reactions_count,
        "url": f"{settings.BASE_URL}/p/{post.id}/",
    }


def _person(face: Face | None) -> dict[str, str]:
    if face is None:
        return {"@type": "Person", "name": "—"}
    return {"@type": "Person", "name": face.name, "url": f"{settings.BASE_URL}/people/{face.member_id}/"}
