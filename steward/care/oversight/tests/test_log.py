"""The public log: what everybody reads, and what nobody does."""

from datetime import date, timedelta

import pytest
from django.test import Client

from steward.care.conduct.enums import Level
from steward.care.conduct.models import Practice
from steward.care.oversight.actions.change_openness import change_openness, undo_openness
from steward.care.oversight.actions.redact import redact, undo_redaction
from steward.care.oversight.models import Openness, Redaction
from steward.care.oversight.queries.log import Asked, entries, logged
from steward.care.oversight.tests.people import NOW, appealed, code, judge, member
from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.square.forum.public import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def modi(db):
    return member("莫迪", "moderator")


@pytest.fixture
def lead(db):
    return member("Lead", "lead")


@pytest.fixture
def li(db):
    return member("李雷")


def read(asked: Asked | None = None):
    return entries(list(logged(asked).select_related("case")))


def test_it_tells_what_was_decided_and_names_nobody(modi, li) -> None:
    code("ads")
    judge(li, modi, 1)
    judge(li, modi, 2, level=Level.NONE, clause="")

    (one,) = read()

    assert (one.level, one.clause.title("en"), one.version, one.finder, one.who, one.by) == (
        "warn", "Ads", 1, "human", "", ""
    )  # fmt: skip


def test_names_are_shown_where_the_community_and_the_team_say_so(modi, lead, li) -> None:
    judge(li, modi, 1)
    change_openness(actor=lead, members_named=True, disturbing_minutes=60)
    Practice.objects.create(pk=1, values={"names_shown": True})

    (one,) = read()

    assert (one.who, one.by) == ("李雷", "莫迪")


def test_overturned_decisions_stay_and_are_marked(modi, li) -> None:
    appealed(judge(li, modi, 1), "overturned")
    appealed(judge(li, modi, 2), "upheld", alone=True)
    judge(li, modi, 3, overturned_at=NOW)

    found = {one.number: (bool(one.overturned_at), one.by_appeal, one.appeal, one.alone) for one in read()}

    assert sorted(found.values()) == [
        (False, False, "upheld", True), (True, False, "", False), (True, True, "overturned", False)
    ]  # fmt: skip


def test_places_not_everybody_may_see_are_not_named(modi, li, owner) -> None:
    place = make_category(actor=owner, name="闲聊")
    judge(li, modi, 1, place=f"category:{place.pk}", place_name="闲聊")
    judge(li, modi, 2, place="channel:7", place_name="secret channel")
    judge(li, modi, 3, place="category:999999", place_name="secret category")

    assert [one.place for one in sorted(read(), key=lambda one: one.number)] == ["闲聊", "", ""]


def test_a_redacted_entry_gives_nothing_away_not_even_through_filters(modi, lead, li) -> None:
    hidden = judge(li, modi, 1)
    judge(li, modi, 2)
    redact(actor=lead, judgement_id=hidden.pk, reason=" A court asked for it. ")

    shown = {one.number: one for one in read()}
    assert (shown[hidden.pk].redacted, shown[hidden.pk].level, shown[hidden.pk].clause_key) == (
        "A court asked for it.", "", ""
    )  # fmt: skip
    for asked in (Asked(clause="ads"), Asked(level="warn"), Asked(finder="human"), Asked(state="standing")):
        assert hidden.pk not in {one.number for one in read(asked)}
    assert [one.number for one in read(Asked(state="redacted"))] == [hidden.pk]


def test_redacting_is_undone_and_needs_the_right_and_a_reason(modi, lead, li) -> None:
    row = judge(li, modi, 1)
    with pytest.raises(Forbidden):
        redact(actor=modi, judgement_id=row.pk, reason="No")
    with pytest.raises(Invalid):
        redact(actor=lead, judgement_id=row.pk, reason="  ")
    with pytest.raises(NotFound):
        redact(actor=lead, judgement_id=judge(li, modi, 2, level=Level.NONE).pk, reason="No")
    redact(actor=lead, judgement_id=row.pk, reason="Wrong")
    with pytest.raises(Invalid, match="already"):
        redact(actor=lead, judgement_id=row.pk, reason="Again")

    undo_redaction(actor=lead, judgement_id=row.pk)

    assert (Redaction.objects.count(), Decision.objects.get(kind="oversight.redact").undone_by_id) == (
        0, lead.account_id
    )  # fmt: skip


def test_filters_by_day_clause_source_and_nonsense(modi, li) -> None:
    judge(li, modi, 1, source="rule")
    judge(li, modi, 2, at=NOW - timedelta(days=5), clause="spam", source="model")

    assert len(read(Asked(since=date(2026, 5, 20), until=date(2026, 5, 20)))) == 1
    assert len(read(Asked(until=date(2026, 5, 15)))) == 1
    assert len(read(Asked(clause="spam", finder="model"))) == 1
    assert len(read(Asked(finder="x", level="y"))) == 0
    assert len(read(Asked(since=date.min, until=date.max))) == 2


def test_everybody_reads_it_and_the_feed(modi, li, lead) -> None:
    code("ads")
    row = judge(li, modi, 1, facts="secret facts")
    judge(li, modi, 2)
    redact(actor=lead, judgement_id=row.pk, reason="<b>Court</b>")

    for path in ("/conduct/log/", "/conduct/log/feed.atom", "/conduct/log/?clause=x&since=y&until=9999-12-31&page=99"):
        page = Client().get(path)
        text = page.content.decode()
        assert (page.status_code, "secret facts" in text, "李雷" in text, "莫迪" in text) == (200, False, False, False)
    feed = Client().get("/conduct/log/feed.atom").content.decode()
    assert ("&lt;b&gt;Court" in feed, "Ads" in feed) == (True, True)


def test_openness_is_changed_and_taken_back(lead, modi) -> None:
    with pytest.raises(Forbidden):
        change_openness(actor=modi, members_named=True, disturbing_minutes=60)
    with pytest.raises(Invalid):
        change_openness(actor=lead, members_named=True, disturbing_minutes=1)
    decision = change_openness(actor=lead, members_named=True, disturbing_minutes=30)
    assert change_openness(actor=lead, members_named=True, disturbing_minutes=30) is None

    undo_openness(actor=lead, decision_id=decision.pk)

    assert (Openness.objects.get().members_named, Openness.objects.get().disturbing_minutes) == (False, 60)
    with pytest.raises(Invalid, match="before"):
        undo_openness(actor=lead, decision_id=decision.pk)
