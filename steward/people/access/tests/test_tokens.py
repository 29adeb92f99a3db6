from datetime import timedelta

import pytest
from django.urls import reverse

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.models import ApiToken
from steward.people.access.public import NOBODY, hash_of, issue_token, revoke_token, viewer_of_token

pytestmark = pytest.mark.django_db


def test_a_token_sees_what_its_scopes_say(analyst) -> None:
    token, secret = issue_token(actor=analyst, name="weekly report", scopes=["console.open"])

    viewer = viewer_of_token(hash_of(secret))

    assert (viewer.account, viewer.scopes) == (analyst.account, frozenset({"console.open"}))
    assert secret not in (token.token_hash, token.prefix)


def test_a_revoked_or_expired_token_is_nobody(analyst) -> None:
    revoked, one = issue_token(actor=analyst, name="a", scopes=["console.open"])
    _old, two = issue_token(
        actor=analyst, name="b", scopes=["console.open"], expires_at=clock.now() - timedelta(seconds=1)
    )
    revoke_token(actor=analyst, token_id=revoked.pk)

    assert [viewer_of_token(hash_of(secret)) for secret in (one, two, "guessed")] == [NOBODY, NOBODY, NOBODY]


def test_nobody_makes_a_token_wider_than_themselves(analyst) -> None:
    with pytest.raises(Forbidden):
        issue_token(actor=analyst, name="too wide", scopes=["access.manage"])
    with pytest.raises(Invalid):
        issue_token(actor=analyst, name="unknown", scopes=["no.such"])

    assert ApiToken.objects.count() == 0


def test_another_team_mates_token_is_not_there(analyst, moderator, owner) -> None:
    token, secret = issue_token(actor=analyst, name="mine", scopes=["console.open"])

    with pytest.raises(NotFound):
        revoke_token(actor=moderator, token_id=token.pk)
    assert viewer_of_token(hash_of(secret)) != NOBODY

    assert revoke_token(actor=owner, token_id=token.pk) is True


def test_the_page_shows_a_new_token_once(analyst, client_of) -> None:
    mine = client_of(analyst)

    made = mine.post(
        reverse("api-tokens"), {"name": "report", "scopes": ["console.open"], "days": "30"}
    ).content.decode()
    again = mine.get(reverse("api-tokens")).content.decode()

    assert made.count("stw_") == 3  # shown, copied, and its beginning in the list
    assert again.count("stw_") == 1
