"""Texts of other rooms are accepted beside the community's own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from steward.foundation.kernel import clock, registry
from steward.foundation.kernel.contracts import TextToAccept
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import SYSTEM
from steward.people.community.public import write_text
from steward.people.joining.models import Acceptance, Guardian
from steward.people.joining.public import accept_texts, may_write
from steward.people.joining.tests.people import fill_in, settings_are, sign_up, viewer

pytestmark = pytest.mark.django_db
#: As long as a key may be.
KEY = "the-charter-of-our-house-by-the-lake-2026"[:40]


class Charter:
    """A text whose versions a test turns."""

    asked = 1
    offered = 1


@pytest.fixture
def charter(monkeypatch) -> type[Charter]:
    monkeypatch.setattr(Charter, "asked", 1)
    monkeypatch.setattr(Charter, "offered", 1)
    text = TextToAccept(KEY, "Charter", "about", lambda: Charter.asked, lambda: Charter.offered)
    monkeypatch.setitem(registry._items, "texts-to-accept", [text])
    return Charter


def test_newcomers_accept_the_own_texts_and_the_contributed_ones(charter):
    settings_are(signup_mode="open")
    write_text(actor=SYSTEM, key="terms", markdown="Be kind.", asks_again=True)
    page = Client().get(reverse("account_signup")).content.decode()

    sign_up()

    assert re.search(r'name="versions" value="([^"]*)"', page)[1] == f"terms:1 {KEY}:1"
    assert f'href="{reverse("about")}?version=1"' in page
    assert f'href="{reverse("about-text", args=["terms"])}?version=1"' in page
    assert sorted(Acceptance.objects.values_list("key", "version")) == [("terms", 1), (KEY, 1)]
    assert may_write(viewer())


def test_a_contributed_text_alone_is_asked_too_and_a_stale_version_is_refused(charter):
    settings_are(signup_mode="open")
    charter.offered = 2

    without = fill_in(Client(), accept="")
    stale = fill_in(Client(), versions=f"{KEY}:1")
    sign_up()

    assert (without.status_code, stale.status_code) == (200, 400)
    assert list(Acceptance.objects.values_list("key", "version")) == [(KEY, 2)]


def test_a_newer_version_asks_again_only_when_it_must_have_been_accepted(charter, stranger, client_of):
    accept_texts(actor=stranger, versions={KEY: 1})
    charter.offered = 2
    small = bool(may_write(stranger))
    charter.asked = 2
    client = client_of(stranger)
    big = may_write(stranger)
    page = client.get(reverse("accept-texts")).content.decode()
    client.post(reverse("accept-texts"), {"accept": "on", "versions": f"{KEY}:2"})

    assert (small, bool(big), bool(may_write(stranger))) == (True, False, True)
    assert reverse("accept-texts") in big.why
    assert "Charter" in page
    with pytest.raises(Invalid):
        accept_texts(actor=stranger, versions={KEY: 1})


def test_a_text_that_is_not_there_yet_is_not_mentioned(charter, stranger, client_of):
    charter.asked = charter.offered = 0

    page = client_of(stranger).get(reverse("accept-texts")).content.decode()

    assert "Charter" not in page
    assert may_write(stranger)


def test_a_guardian_is_shown_what_the_young_member_accepted(charter):
    settings_are(signup_mode="open", guardian_age=14)
    sign_up(birth_year=clock.now().year - 12, guardian="ma@example.org")
    from steward.people.joining.actions.ask_guardian import letter_of

    _email, token = letter_of(Guardian.objects.get().pk)
    page = Client().get(reverse("guardian", args=[token])).content.decode()

    assert Guardian.objects.get().versions == {KEY: 1}
    assert f'href="{reverse("about")}?version=1"' in page
