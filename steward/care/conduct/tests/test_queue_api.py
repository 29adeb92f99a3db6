"""Reports and the queue over JSON; messages elsewhere; what is kept about one member."""

import pytest
from django.test import RequestFactory

from steward.care.conduct.actions.erase_cases import erase_cases
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.api import queue as api
from steward.care.conduct.models import Case, CaseStep, Signal
from steward.care.conduct.queries.personal import personal_cases
from steward.care.conduct.queries.subjects import flaggable, subject
from steward.care.conduct.tests.courtroom import found_a_code, make_case, make_viewer
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import Viewer
from steward.square.forum.tests.square import make_post, make_topic
from steward.stream.activity.models import Activity, Channel, Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _code(db):
    found_a_code()


def asked_by(viewer):
    """A request of this viewer's, as the API's authentication leaves it."""
    request = RequestFactory().get("/")
    request.viewer = viewer
    return request


def test_something_is_reported_listed_and_taken_back(moderator) -> None:
    han, post = make_viewer(level=1), make_post(topic=make_topic())
    given = api.ReportIn(kind="post", subject_id=post.pk, code="ad", note="see")
    status, made = api.send_report(asked_by(han), given)

    assert (status, made["outcome"], made["subject_id"]) == (201, "", post.pk)
    assert api.list_reports(asked_by(han)) == [made]
    assert api.list_reports(asked_by(moderator)) == []
    narrow = Viewer(account=han.account, scopes=frozenset({"own"}))
    with pytest.raises(Forbidden):
        api.drop_report(asked_by(narrow), made["id"])
    assert Signal.objects.count() == 1
    api.drop_report(asked_by(han), made["id"])
    assert Signal.objects.count() == 0


def test_the_queue_is_read_page_by_page_and_cases_are_claimed(moderator, stranger) -> None:
    topic = make_topic()
    wanted = [make_case(post=make_post(topic=topic)).pk for _ in range(3)]
    first = api.list_cases(asked_by(moderator), limit=2)
    second = api.list_cases(asked_by(moderator), after=first["next"], limit=2)

    assert [case.pk for case in [*first["items"], *second["items"]]] == wanted
    assert second["next"] is None
    for call in (api.list_cases, lambda request: api.read_case(request, wanted[0])):
        with pytest.raises(Forbidden):
            call(asked_by(stranger))
    claimed = api.CaseOut.from_orm(api.claim_case(asked_by(moderator), wanted[0], api.ClaimIn()))
    assert claimed.claimed_by == moderator.own_id
    read = api.CaseWithSignals.from_orm(api.read_case(asked_by(moderator), wanted[0]))
    assert [signal.source for signal in read.signals] == ["team"]
    with pytest.raises(Invalid, match="works on this case"):
        api.claim_case(asked_by(make_viewer(role="moderator")), wanted[0], api.ClaimIn())
    api.write_note(asked_by(moderator), wanted[0], api.CaseWordsIn(words="hm"))
    api.release_case(asked_by(moderator), wanted[0])
    assert list(CaseStep.objects.order_by("pk").values_list("step", flat=True)) == ["claimed", "noted", "released"]


def test_the_team_brings_a_message_of_another_channel_into_the_queue(moderator, stranger) -> None:
    source = Source.objects.create(key="chat", name="Chat", service="chat", realm="chat")
    channel = Channel.objects.create(source=source, key="c", name="general", kind="room")
    rows = [
        Activity.objects.create(
            seq=number, source=source, channel=channel, key=str(number), kind="post", occurred_at=clock.now(),
            body=f"message <b>{number}</b>", identity=make_post().author,
        )
        for number in range(1, 10)
    ]  # fmt: skip
    kind = flaggable("activity")

    with pytest.raises(NotFound):
        kind.may_report(stranger, rows[4].pk)
    assert kind.may_report(moderator, rows[4].pk)
    assert [one.id for one in kind.around(rows[4].pk)] == [row.pk for row in rows[1:8]]
    case, _signal = open_case(actor=moderator, kind="activity", subject_id=rows[4].pk, reason=Reason("team", "ad"))
    assert (case.place, case.place_name, case.text) == (f"channel:{channel.pk}", "general", "message <b>5</b>")
    assert "&lt;b&gt;" in case.html
    with pytest.raises(NotFound):
        subject("activity", 10**9)
    with pytest.raises(Forbidden):
        open_case(actor=stranger, kind="activity", subject_id=rows[5].pk, reason=Reason("team", "ad"))
    assert Case.objects.count() == 1


def test_a_member_gets_what_is_kept_and_erasing_empties_it(moderator) -> None:
    author, reporter = make_viewer("Author"), make_viewer("Reporter")
    case = make_case(author)
    make_case()
    post = make_post(topic=make_topic())
    api.send_report(asked_by(reporter), api.ReportIn(kind="post", subject_id=post.pk, code="ad", note="mine"))
    kept = personal_cases(reporter.account.member.pk)
    assert [row["note"] for row in kept["reports"]] == ["mine"]
    assert [row["title"] for row in personal_cases(author.account.member.pk)["cases"]] == [case.title]

    assert (erase_cases(author.account.member.pk), erase_cases(reporter.account.member.pk)) == (1, 1)
    case.refresh_from_db()
    assert (case.text, case.html, case.title) == ("", "", "")
    assert Signal.objects.filter(note="mine").count() == 0
    assert Case.objects.exclude(text="").count() == 2
