import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from steward.direction.goals.actions.check_in import check_in
from steward.direction.goals.actions.refresh import refresh_all
from steward.direction.goals.actions.write_part import add_guardrail, add_key_result
from steward.direction.goals.models import Goal, KeyResult
from steward.direction.goals.tests.people import FIRST, LAST, active, draft, rail, talk, typed, weekly
from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import write_draft
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community
from steward.stream.insights.public import today

pytestmark = pytest.mark.django_db
WEEKS = [4, 5, 6, 6, 6, 7, 7, 8, 8]


@pytest.fixture
def community(home):
    talk(WEEKS)


def test_the_team_reads_goals_and_strangers_do_not(home, owner, analyst, stranger, client_of) -> None:
    goal = active(owner)
    for path in (reverse("goals"), reverse("goals-work"), reverse("goal", args=[goal.pk])):
        assert client_of(analyst).get(path).status_code == 200
        assert client_of(stranger).get(path).status_code == 403


def test_a_goal_is_written_in_one_screen_without_javascript_and_begins(community, owner, client_of) -> None:
    client = client_of(owner)
    assert client.get(reverse("goals-new")).status_code == 200
    assert client.get(reverse("goals-write") + "?metric=weekly_active").status_code == 200

    sent = client.post(reverse("goals-write"), {
        "goal-title": "More people", "goal-kind": "custom", "goal-first_day": str(FIRST), "goal-last_day": str(LAST),
        "goal-owner": owner.account_id, "goal-audience": "team", "goal-rhythm": "weekly", "kr-metric": "weekly_active",
        "kr-target": "12", "rail-metric": "unanswered_share", "rail-bound": "at_most", "rail-limit": "20",
    })  # fmt: skip

    goal = Goal.objects.get()
    assert sent["Location"] == reverse("goal", args=[goal.pk])
    assert (goal.key_results.get().baseline, goal.guardrails.get().limit) == (6.0, 0.2)
    client.post(reverse("goal-begin", args=[goal.pk]))
    goal.refresh_from_db()
    assert goal.state == "active"


def test_a_goal_nobody_named_is_called_as_its_key_result_says(community, owner, client_of) -> None:
    typed_in = {
        "goal-kind": "custom", "goal-first_day": str(FIRST), "goal-last_day": str(LAST), "goal-audience": "team",
        "goal-rhythm": "weekly", "rail-metric": "unanswered_share", "rail-bound": "at_most", "rail-limit": "20",
    }  # fmt: skip
    for more in ({"kr-metric": "weekly_active", "kr-baseline": "6"}, {"kr-title": "Partners", "kr-unit": "firms"}):
        client_of(owner).post(reverse("goals-write"), typed_in | more | {"kr-target": "12"})

    titles = list(Goal.objects.order_by("number").values_list("title", flat=True))
    assert titles == ["Weekly active members from 6 to 12", "Partners to 12 firms"]


def test_what_was_typed_stays_when_it_is_refused(community, owner, client_of) -> None:
    page = client_of(owner).post(reverse("goals-write"), {
        "goal-title": "More people", "goal-kind": "custom", "goal-first_day": str(LAST), "goal-last_day": str(FIRST),
        "goal-audience": "team", "goal-rhythm": "weekly", "kr-metric": "weekly_active", "kr-target": "12",
        "rail-metric": "departed", "rail-bound": "at_most", "rail-limit": "2",
    })  # fmt: skip

    text = page.content.decode()
    assert (page.status_code, "More people" in text, "must not be before" in text) == (422, True, True)
    assert Goal.objects.count() == 0


def test_the_page_says_verdict_forecast_and_reason(community, owner, client_of) -> None:
    goal = active(owner)
    refresh_all(asof=FIRST + timedelta(weeks=4))

    page = client_of(owner).get(reverse("goal", args=[goal.pk])).content.decode()

    assert "at risk" in page
    assert "The forecast is" in page
    assert "Its misses in the past" in page
    assert "within the bound of 3" in page


def test_the_number_of_queries_does_not_grow(community, owner, client_of, queries_of) -> None:
    client = client_of(owner)
    goal = active(owner, weekly(), typed(), audience="members")
    refresh_all(asof=FIRST + timedelta(weeks=4))
    pages = [reverse("goals"), reverse("goals-work"), reverse("goal", args=[goal.pk]), reverse("about-goals")]
    before = [queries_of(lambda path=path: client.get(path)) for path in pages]

    add_key_result(actor=owner, goal_id=goal.pk, values=typed(title="Talks"), reason="More")
    add_key_result(actor=owner, goal_id=goal.pk, values=weekly(target=14.0), reason="More")
    add_guardrail(actor=owner, goal_id=goal.pk, values=rail(limit=5.0), reason="More")
    for number in range(2):
        active(owner, weekly(), weekly(target=15.0), title=f"Another {number}", parent_id=goal.pk, audience="members")
    for row in KeyResult.objects.filter(source="manual"):
        check_in(actor=owner, key_result_id=row.pk, value=3.0, confidence=7, note="Good")
    refresh_all(asof=FIRST + timedelta(weeks=4))

    assert [queries_of(lambda path=path: client.get(path)) for path in pages] == before


def test_members_see_only_the_goals_marked_for_them(community, owner, stranger, client_of) -> None:
    active(owner, title="Between us")
    active(owner, title="For everybody", audience="members")

    page = client_of(stranger).get(reverse("about-goals")).content.decode()

    assert ("For everybody" in page, "Between us" in page) == (True, False)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_drawn_in_both_languages(community, owner, client_of, language) -> None:
    client = client_of(owner)
    client.cookies["language"] = language
    goal = active(owner, weekly(line="seasonal"), typed())
    early = draft(owner, title="Later", first_day=today(), last_day=today() + timedelta(days=30))
    add_key_result(actor=owner, goal_id=early.pk, values=weekly(line="stepped", points=((today(), 7.0),)))
    refresh_all(asof=FIRST + timedelta(weeks=4))
    names = ("goals", "goals-work", "goals-new", "goals-write", "about-goals")
    part, bar = goal.key_results.all()[0].pk, goal.guardrails.get().pk
    paths = [reverse(name) for name in names] + [
        reverse("goals") + "?over=1", reverse("goal", args=[goal.pk]), reverse("goal", args=[early.pk]),
        reverse("goal-edit", args=[goal.pk]), reverse("key-result-new", args=[goal.pk]),
        reverse("key-result", args=[part]), reverse("guardrail", args=[bar]),
        reverse("guardrail-new", args=[early.pk]), reverse("goals-metric") + "?metric=unanswered_share",
    ]  # fmt: skip

    assert [(path, client.get(path).status_code) for path in paths] == [(path, 200) for path in paths]


def test_a_key_result_may_count_only_some_kinds_of_activity(community, owner, client_of) -> None:
    goal = draft(owner)

    sent = client_of(owner).post(
        reverse("key-result-new", args=[goal.pk]), {"metric": "posts", "target": "40", "kinds": ["comment", "review"]}
    )
    part = goal.key_results.get()
    page = client_of(owner).get(reverse("key-result", args=[part.pk])).content.decode()

    assert (sent.status_code, part.kinds) == (302, ["comment", "review"])
    assert page.count('name="kinds"') > page.count('name="kinds" value="post"') == 1
    assert re.findall(r'name="kinds" value="(\w+)"[^>]*checked', page) == ["comment", "review"]


def test_who_reads_the_positioning_goes_on_to_the_goals_for_members(community, owner, client_of, client) -> None:
    change_community(actor=SYSTEM, name="Tea", languages=["en"])
    write_draft(actor=SYSTEM, words={"need": {"en": "Calm."}})
    publish_positioning(actor=SYSTEM, reason="It begins.")
    there, link = reverse("positioning"), f'href="{reverse("about-goals")}"'
    active(owner, title="Between us")
    without = client_of(owner).get(there).content.decode()
    active(owner, title="For everybody", audience="members")

    assert (link in without, link in client_of(owner).get(there).content.decode()) == (False, True)
    assert link not in client.get(there).content.decode()  # goals are for who has signed in


def test_how_far_from_the_line_a_key_result_is_stands_beside_it(community, owner, client_of) -> None:
    goal = active(owner, weekly(target=20.0))
    refresh_all(asof=FIRST + timedelta(weeks=4))

    page = client_of(owner).get(reverse("goal", args=[goal.pk])).content.decode()

    assert re.search(r"[\d.]+ (behind|ahead of) it", page)


def test_the_steps_of_a_chart_are_written_as_the_language_writes_days(community, owner, client_of) -> None:
    goal = active(owner)
    refresh_all(asof=FIRST + timedelta(weeks=4))
    client = client_of(owner)

    english = client.get(reverse("goal", args=[goal.pk])).content.decode()
    client.cookies["language"] = "zh-hans"
    chinese = client.get(reverse("goal", args=[goal.pk])).content.decode()

    last = FIRST + timedelta(days=27)
    assert f'"{last.day} {last:%b}' in html.unescape(english)
    assert f"{last.month}月{last.day}日" in html.unescape(chinese)
    assert f'"{last.isoformat()}"' not in html.unescape(english)
