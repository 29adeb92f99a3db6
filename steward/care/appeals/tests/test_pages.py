"""The pages of appeals, the member's and the team's, and what is told to whom."""

import pytest
from django.test import Client

from steward.care.appeals.actions.appeal import appeal
from steward.care.appeals.actions.decide_appeal import decide_appeal
from steward.care.appeals.actions.forget import detach_appeals, erase_appeals
from steward.care.appeals.actions.write_word import write_word
from steward.care.appeals.models import Appeal, AppealWord
from steward.care.appeals.queries.own import personal_appeals
from steward.care.appeals.tests.people import judgement_of, member, team_mate
from steward.foundation.kernel import clock
from steward.people.joining.public import ensure_identity
from steward.people.notify.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(db):
    return member("李雷")


@pytest.fixture
def judge(db):
    return team_mate("Judge")


@pytest.fixture
def other(db):
    return team_mate("Other")


@pytest.fixture
def judgement(li, judge):
    return judgement_of(li, judge, at=clock.now())


@pytest.fixture
def appealed(li, judgement):
    return appeal(actor=li, judgement_id=judgement.pk, words="It was a joke.")


def there(judgement) -> str:
    return f"/conduct/decisions/{judgement.pk}/appeal/"


def test_a_member_appeals_and_reads_the_answer_without_javascript(li, other, judgement, client_of) -> None:
    client = client_of(li)
    assert "What happens next" in client.get(there(judgement)).content.decode()

    sent = client.post(there(judgement), {"words": "It was a joke."})
    decide_appeal(actor=other, appeal_id=Appeal.objects.get().pk, outcome="upheld", answer="Not to everybody.")
    page = client.get(there(judgement)).content.decode()

    assert (sent.status_code, "Not to everybody." in page, "Other" in page) == (302, True, False)


def test_what_was_typed_stays_when_it_is_refused(li, judgement, client_of) -> None:
    page = client_of(li).post(there(judgement), {"words": "x" * 4001})

    assert (page.status_code, "x" * 4001 in page.content.decode()) == (422, True)


def test_others_do_not_learn_of_it(judgement, appealed, other, client_of) -> None:
    assert Client().get(there(judgement)).status_code == 302
    for somebody in (member("韩梅梅"), other):
        assert client_of(somebody).get(there(judgement)).status_code == 404
        assert client_of(somebody).post(f"/conduct/appeals/{appealed.pk}/withdraw/").status_code == 404
    assert Appeal.objects.get().state == "open"


def test_the_list_says_what_is_for_me_and_what_is_not(appealed, judge, other, analyst, client_of) -> None:
    mine, not_mine = (client_of(one).get("/console/conduct/appeals/").content.decode() for one in (other, judge))

    assert "You are independent of them." in mine
    assert "You took the decision: somebody else looks at it now." in not_mine
    assert client_of(analyst).get("/console/conduct/appeals/").status_code == 403


def test_who_judged_sees_why_they_cannot_decide_and_who_can(appealed, judge, other, client_of) -> None:
    address = f"/console/conduct/appeals/{appealed.pk}/"
    page = client_of(judge).get(address).content.decode()
    answer = client_of(judge).post(address, {"outcome": "upheld", "answer": "I was right"})

    assert ("You cannot decide this appeal" in page, "Other" in page, "Decide and send" in page) == (True, True, False)
    assert (answer.status_code, Appeal.objects.get().state) == (403, "open")


def test_the_team_takes_writes_and_decides(appealed, other, client_of) -> None:
    client, address = client_of(other), f"/console/conduct/appeals/{appealed.pk}/"

    client.post(f"{address}take/")
    client.post(f"{address}write/", {"words": "Which joke?"})
    decided = client.post(address, {"outcome": "upheld", "answer": "No joke."})

    assert decided.status_code == 302
    assert (Appeal.objects.get().assigned_to_id, AppealWord.objects.get().words) == (other.account_id, "Which joke?")
    assert "No joke." in client.get(f"{address}").content.decode()
    assert "stands" in client.get("/console/conduct/appeals/decided/").content.decode()


def test_those_who_can_decide_are_told_then_the_member_then_who_judged(
    li, judge, other, judgement, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        found = appeal(actor=li, judgement_id=judgement.pk, words="No")
    with django_capture_on_commit_callbacks(execute=True):
        write_word(actor=other, appeal_id=found.pk, words="Why?")
    with django_capture_on_commit_callbacks(execute=True):
        decide_appeal(actor=other, appeal_id=found.pk, outcome="upheld", answer="So it is")

    told = set(Notification.objects.values_list("kind", "account_id"))
    assert told == {
        ("appeals.new", other.account_id), ("appeals.word", li.account_id), ("appeals.decided", li.account_id),
        ("appeals.outcome", judge.account_id),
    }  # fmt: skip


def test_the_number_of_queries_does_not_grow(li, judge, other, appealed, client_of, queries_of) -> None:
    team, own = client_of(other), client_of(li)
    desk = f"/console/conduct/appeals/{appealed.pk}/"

    def read() -> list[int]:
        pages = [(team, "/console/conduct/appeals/"), (team, desk), (own, there(appealed.judgement))]
        return [queries_of(lambda: client.get(path)) for client, path in pages]  # noqa: B023

    before = read()
    for number in range(2, 5):
        found = judgement_of(member(f"M{number}"), judge, number, at=clock.now())
        appeal(actor=viewer_of_author(found), judgement_id=found.pk, words="No")
        write_word(actor=other, appeal_id=appealed.pk, words=str(number))
    assert read() == before


def viewer_of_author(judgement):
    from steward.people.access.public import viewer_of

    return viewer_of(judgement.author.member.account)


def test_erasing_takes_the_words_and_keeps_the_outcome(li, other, appealed) -> None:
    write_word(actor=li, appeal_id=appealed.pk, words="Here")
    decide_appeal(actor=other, appeal_id=appealed.pk, outcome="upheld", answer="No")
    mine = ensure_identity(li.account).member_id
    exported = personal_appeals(mine)

    erase_appeals(mine)

    row = Appeal.objects.get()
    assert (exported[0]["words"], exported[0]["exchange"][0]["words"]) == ("It was a joke.", "Here")
    assert (row.words, row.answer, row.account_id, row.outcome) == ("", "", None, "upheld")
    assert AppealWord.objects.get().words == ""


def test_detaching_leaves_the_words(li, appealed) -> None:
    detach_appeals(ensure_identity(li.account).member_id)

    assert (Appeal.objects.get().words, Appeal.objects.get().account_id) == ("It was a joke.", None)
