"""Today: what it shows to whom, without waiting for the lake."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from steward.direction.goals.actions.refresh import refresh_all
from steward.direction.goals.actions.write_part import add_guardrail
from steward.direction.goals.records import Measure
from steward.direction.goals.tests.people import FIRST, active, rail, talk
from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import write_draft
from steward.direction.today.actions.tell_moves import tell_moves
from steward.direction.today.models import Told
from steward.direction.today.queries.day import day_of
from steward.direction.today.queries.done import done_today
from steward.direction.today.queries.steps import steps_for
from steward.direction.today.queries.waiting import mine_waiting, waiting_for
from steward.foundation.journal.models import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community
from steward.square.forum.models import Topic
from steward.square.forum.tests.square import make_category, make_topic, make_viewer
from steward.stream.activity.public import ensure_source
from steward.stream.insights.public import today
from steward.team.work.public import finish_task, make_task

pytestmark = pytest.mark.django_db
PAGE, MOVED = "/console/", "/console/today/moved/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _community():
    change_community(actor=SYSTEM, name="Tea", languages=["en", "zh-hans"])


def old_hand() -> None:
    """A community that is past its first day: history, a second team mate, a positioning."""
    ensure_source(actor=SYSTEM, key="old", name="Old", service="slack")
    write_draft(actor=SYSTEM, words={"need": {"en": "Calm."}})
    publish_positioning(actor=SYSTEM, reason="We begin.")


def test_the_console_begins_with_today_and_its_empty_state_says_what_was_done(owner, analyst, client_of):
    old_hand()
    task = make_task(actor=owner, title="Water the plants", owner_id=owner.account_id)
    finish_task(actor=owner, task_id=task.pk)

    page = client_of(analyst).get(PAGE).content.decode()

    assert "Nothing waits for you" in page
    assert "1 task finished" in page
    assert re.search(r'href="/console/"[^>]* aria-current="page"', page)
    assert f'hx-get="{MOVED}"' in page


def test_what_is_late_stands_before_what_waits_and_the_rail_counts_what_is_mine(owner, analyst, client_of):
    old_hand()
    now = clock.now()
    make_task(actor=owner, title="Late thing", owner_id=owner.account_id, due=now - timedelta(days=2))
    make_task(actor=owner, title="Soon thing", owner_id=owner.account_id, due=now + timedelta(days=1))
    make_task(actor=owner, title="Other's thing", owner_id=analyst.account_id, due=now + timedelta(days=1))

    page = client_of(owner).get(PAGE).content.decode()
    found = waiting_for(owner)

    assert page.index("Late thing") < page.index("Soon thing")
    assert "Other&#39;s thing" not in page
    assert [entry.item.title for entry in found.late.entries] == ["Late thing"]
    assert (found.mine, mine_waiting(owner), mine_waiting(analyst)) == (2, 2, 1)
    assert '<span class="rail-count">2</span>' in page


def test_a_first_day_lists_five_things_and_ticks_what_is_done(owner, moderator, client_of):
    first, steps = steps_for(owner)
    page = client_of(owner).get(PAGE).content.decode()

    assert [(one.key, one.done) for one in first] == [
        ("import", False), ("invite", True), ("positioning", False), ("code", False), ("goal", False),
    ]  # fmt: skip
    assert steps == []
    assert "A first day" in page
    assert "A first day" not in client_of(moderator).get(PAGE).content.decode()


def test_later_what_is_still_missing_is_suggested_at_most_five(owner, analyst):
    old_hand()

    first, steps = steps_for(owner)

    assert first == []
    assert [one.key for one in steps] == ["code", "goal", "survey"]
    assert "survey" not in [one.key for one in steps_for(analyst)[1]]


def test_a_broken_guardrail_is_something_to_look_at(home, owner):
    old_hand()
    talk([4, 5, 6, 6, 6, 7, 7, 8, 8])
    broken, calm = active(owner, title="More people"), active(owner, title="Calm")
    for goal, limit in ((broken, 1.0), (calm, 90.0)):
        values = rail(measure=Measure(metric="weekly_active"), limit=limit)
        add_guardrail(actor=owner, goal_id=goal.pk, values=values, reason="It matters too.")
    refresh_all(asof=FIRST + timedelta(weeks=4))

    (step,) = [step for step in steps_for(owner)[1] if step.key == "broken"]

    assert (step.text, step.url) == ("Look at “More people”: a guardrail is broken", f"/console/goals/{broken.pk}/")


def test_newcomers_without_a_reply_and_old_questions_are_suggested_to_who_moderates(moderator, analyst):
    old_hand()
    category, newcomer = make_category(), make_viewer()
    hello = make_topic(newcomer, category, title="Hello from Lisbon")
    question = make_topic(newcomer, category, title="How long to steep?", kind="question")
    fresh = make_topic(newcomer, category, title="Just now?", kind="question")
    for topic, hours in ((hello, 6), (question, 30), (fresh, 1)):
        Topic.objects.filter(pk=topic.pk).update(created_at=clock.now() - timedelta(hours=hours))
    newcomer.account.date_joined = clock.now() - timedelta(days=3)
    newcomer.account.save()

    _first, steps = steps_for(moderator)

    assert [(one.key, one.text) for one in steps] == [
        ("newcomers", "Answer 2 newcomers nobody has answered"),
        ("questions", "A question has waited for more than a day"),
    ]
    assert "How long to steep?" in steps[1].why
    assert steps_for(analyst) == ([], [])


def test_what_moved_comes_from_what_was_stored_in_the_readers_language(owner, stranger, client_of):
    rows = {
        "en": [{"key": "posts", "text": "Posts fell.", "good": False, "why": ["Fewer in #tea."]}],
        "zh-hans": [{"key": "posts", "text": "主题变少了。", "good": False, "why": []}],
    }
    Told.objects.create(pk=1, at=clock.now(), since=today() - timedelta(days=28), until=today(), rows=rows)
    client = client_of(owner)

    part = client.get(MOVED, **HTMX).content.decode()
    client.cookies["language"] = "zh-hans"

    assert ("Posts fell." in part, "Fewer in #tea." in part, "<html" in part) == (True, True, False)
    assert "/console/insights/metrics/posts/explanation/?since=" in part
    assert "主题变少了。" in client.get(MOVED).content.decode()
    assert client_of(stranger).get(MOVED).status_code == 403
    assert client_of(stranger).get(PAGE).status_code == 403


def test_the_job_builds_the_sentences_in_both_languages_and_others_may_not(home, stranger):
    with pytest.raises(Forbidden):
        tell_moves(actor=stranger)

    told = tell_moves(actor=SYSTEM)

    assert sorted(told.rows) == ["en", "zh-hans"]
    assert (told.until - told.since).days == 28
    assert Told.objects.count() == 1
    assert home.exists()


def test_a_weekend_day_that_is_worked_and_a_holiday_are_told(owner, monkeypatch):
    change_community(actor=SYSTEM, timezone="Asia/Shanghai")
    kinds = []
    for day in (datetime(2026, 2, 14, 4, tzinfo=UTC), datetime(2026, 2, 17, 4, tzinfo=UTC),
                datetime(2026, 3, 2, 4, tzinfo=UTC)):  # fmt: skip
        monkeypatch.setattr("steward.foundation.kernel.clock.now", lambda day=day: day)
        kinds.append((day_of(owner).kind, day_of(owner).name))

    assert kinds == [("shifted", "Spring Festival"), ("off", "Spring Festival"), ("work", "")]


def test_only_todays_work_counts_as_done_today(owner):
    task = make_task(actor=owner, title="One", owner_id=owner.account_id)
    finish_task(actor=owner, task_id=task.pk)
    other = make_task(actor=owner, title="Two", owner_id=owner.account_id)
    finish_task(actor=owner, task_id=other.pk)
    newest = Fact.objects.filter(type="work.task_finished").order_by("seq").first()
    Fact.objects.filter(pk=newest.pk).update(at=clock.now() - timedelta(days=1))

    found = done_today()

    assert (found.total, [text for _icon, text in found.lines]) == (1, ["1 task finished"])


def test_a_room_that_fails_leaves_the_page_standing(owner, client_of, monkeypatch):
    from steward.foundation.kernel import registry
    from steward.foundation.kernel.contracts import DatedSource

    def broken(*_asked):
        raise RuntimeError

    monkeypatch.setitem(registry._items, "calendar", [DatedSource("x", "X", broken)])

    assert client_of(owner).get(PAGE).status_code == 200


def test_the_page_takes_as_many_queries_with_three_things_of_each_kind_as_with_one(owner, client_of, queries_of):
    old_hand()
    client, now = client_of(owner), clock.now()
    category = make_category()

    def more() -> None:
        make_topic(make_viewer(), category, kind="question")
        for days in (-2, 1, 20):
            make_task(actor=owner, title="A thing", owner_id=owner.account_id, due=now + timedelta(days=days))
        make_task(actor=owner, title="Anybody's")
        Topic.objects.update(created_at=now - timedelta(days=2))

    more()
    one = queries_of(lambda: client.get(PAGE)), queries_of(lambda: client.get(MOVED, **HTMX))
    more()
    more()

    assert queries_of(lambda: client.get(PAGE)) == one[0]
    assert queries_of(lambda: client.get(MOVED, **HTMX)) == one[1]
