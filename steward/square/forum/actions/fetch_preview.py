"""Ask linked pages what they are about. Called by a job: other servers may be slow."""

from datetime import timedelta

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.media.public import claim, store_picture
from steward.foundation.outgoing.public import NoAnswer, fetch
from steward.people.access.public import SYSTEM
from steward.square.forum.events import PreviewFetched
from steward.square.forum.models import LinkPreview
from steward.square.forum.rules.webpages import WebPage, read_page

#: A page that gave no answer is not asked again for so long; nor is one that did.
AGAIN = timedelta(days=7)
_PAGE, _PICTURE = 300_000, 5_000_000  # bytes
_SECONDS = 8


def fetch_preview(url: str, *, account_id: int | None) -> bool:
    """Fetch what the page says and keep it; True when it is known now, by this call or an earlier one.

    Its picture is kept as one of ours, on the account of whoever linked it (None: without a picture).
    """
    if len(url) > 500:
        return False
    kept = LinkPreview.objects.filter(url=url).first()
    if kept is not None and kept.fetched_at is not None and clock.now() - kept.fetched_at < AGAIN:
        return not kept.failed
    page = _ask(url)
    picture = _picture(page.picture, account_id) if page and page.picture and account_id else ""
    with transaction.atomic():
        preview, _new = LinkPreview.objects.update_or_create(
            url=url,
            defaults={
                "title": page.title if page else "",
                "description": page.description if page else "",
                "site": page.site if page else "",
                "picture": picture,
                "fetched_at": clock.now(),
                "failed": page is None,
            },
        )
        if picture:
            claim([picture], by=f"preview:{preview.pk}")
        publish(PreviewFetched(preview.pk, failed=page is None), actor=SYSTEM.name)
    return page is not None


def _ask(url: str) -> WebPage | None:
    try:
        answer = fetch(url, max_bytes=_PAGE, timeout=_SECONDS, accept="text/html,application/xhtml+xml", cut=True)
    except NoAnswer:
        return None
    if answer.status != 200 or not answer.content_type.lower().startswith(("text/html", "application/xhtml")):
        return None
    page = read_page(answer.body, answer.content_type, answer.url)
    return page if page.title else None


def _picture(url: str, account_id: int) -> str:
    """The key of our own copy of the picture, "" when it cannot be had."""
    try:
        answer = fetch(url, max_bytes=_PICTURE, timeout=_SECONDS, accept="image/*")
        if answer.status != 200:
            return ""
        return store_picture(account_id=account_id, file=answer.body, name="preview").key
    except (NoAnswer, Invalid):
        return ""
