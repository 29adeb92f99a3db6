"""The pages of private conversations."""

import pytest
from django.test import Client

from steward.square.letters.actions.begin import begin
from steward.square.letters.actions.write import write
from steward.square.letters.models import Block, Letter, Participant
from steward.square.letters.tests.people import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(db):
    return member("李雷")


@pytest.fixture
def han(db):
    return member("韩梅梅")


@pytest.fixture
def letter(li, han):
    return begin(actor=li, to=[han.account_id], title="周末", source="来吗？**来**")


def test_visitors_are_asked_to_sign_in(letter) -> None:
    for path in ("/letters/", "/letters/new/", f"/letters/{letter.conversation_id}/"):
        assert Client().get(path).status_code == 302


def test_a_letter_is_written_and_answered_without_javascript(li, han, client_of) -> None:
    answer = client_of(li).post("/letters/new/", {"to": "@韩梅梅", "title": "周末", "source": "来吗？", "once": "a"})
    page = client_of(han).get(answer["Location"])

    assert (answer.status_code, page.status_code) == (302, 200)
    assert "来吗？" in page.content.decode()
    client_of(han).post(answer["Location"], {"source": "来", "once": "b"})
    assert list(Letter.objects.order_by("number").values_list("source", flat=True)) == ["来吗？", "来"]


def test_what_was_typed_stays_when_the_name_is_unknown(li, client_of) -> None:
    page = client_of(li).post("/letters/new/", {"to": "nobody", "source": "long words", "once": "a"})

    assert page.status_code == 422
    assert "long words" in page.content.decode()
    assert Letter.objects.count() == 0


def test_a_stranger_does_not_learn_that_a_conversation_exists(letter, stranger, owner, client_of) -> None:
    there = f"/letters/{letter.conversation_id}/"

    for viewer in (stranger, owner):
        assert client_of(viewer).get(there).status_code == 404
        assert client_of(viewer).post(there, {"source": "x", "once": "1"}).status_code == 404
        assert client_of(viewer).post(f"{there}leave/").status_code == 404
        assert client_of(viewer).post(f"/letters/letter/{letter.pk}/withdraw/").status_code == 404
    assert (Letter.objects.count(), Participant.objects.filter(left_number=None).count()) == (1, 2)


def test_opening_a_conversation_reads_it(letter, li, han, client_of) -> None:
    client_of(han).get(f"/letters/{letter.conversation_id}/")

    assert Participant.objects.get(account=han.account_id).read_number == 1


def test_blocking_is_undone_from_the_list_of_the_blocked(letter, li, han, client_of) -> None:
    client_of(han).post(f"/letters/block/{li.account_id}/")
    assert "李雷" in client_of(han).get("/letters/blocked/").content.decode()

    client_of(han).post(f"/letters/unblock/{li.account_id}/")

    assert Block.objects.count() == 0


def test_the_number_of_queries_does_not_grow(li, han, client_of, queries_of) -> None:
    one = begin(actor=li, to=[han.account_id], title="", source="1")
    client = client_of(han)

    def read() -> tuple[int, int]:
        there = f"/letters/{one.conversation_id}/"
        return queries_of(lambda: client.get("/letters/")), queries_of(lambda: client.get(there))

    before = read()
    for number in range(3):
        other = member(f"X{number}")
        begin(actor=other, to=[han.account_id], title="", source="hi")
        write(actor=li, conversation_id=one.conversation_id, source=str(number))

    assert read() == before
