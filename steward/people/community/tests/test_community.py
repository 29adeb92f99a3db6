"""Settings of the community: exact, undoable, readable."""

import re
import threading

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.journal.public import Decision, Fact, latest
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import SYSTEM
from steward.people.accounts.public import Account
from steward.people.community import colours
from steward.people.community.models import Settings, TextVersion
from steward.people.community.public import change_community, community, community_version, undo_change, write_text
from steward.people.community.queries import one_request


@pytest.mark.django_db
def test_before_anybody_touched_them_the_settings_are_the_installations(settings, queries_of):
    settings.STEWARD_COMMUNITY_NAME = "Tea"

    now = community()

    assert (now.name, now.signup_mode, now.timezone, now.languages) == (
        "Tea", "invitation", "Asia/Shanghai", ("en", "zh-hans"),
    )  # fmt: skip
    assert Settings.objects.count() == 0
    assert queries_of(community) == 1


@pytest.mark.django_db
def test_a_change_is_seen_at_once_and_counts_for_cached_pages(owner, queries_of):
    before = latest("frame", "community")
    change_community(actor=owner, name="Tea", languages=["zh-hans"])

    assert (community().name, community().language, community_version()) == ("Tea", "zh-hans", before["community"] + 1)
    assert latest("frame")["frame"] == before["frame"] + 1
    assert queries_of(community) == 1
    assert Fact.objects.get(type="community.changed").data["fields"] == ["languages", "name"]
    assert change_community(actor=owner, name="Tea") is None


@pytest.mark.django_db
def test_within_a_request_the_settings_are_looked_up_once(owner, queries_of):
    change_community(actor=owner, name="Tea")

    def page() -> None:
        with one_request():
            community()
            community()

    assert queries_of(page) == 1


@pytest.mark.django_db
def test_a_change_is_undone_unless_somebody_changed_it_since(owner, moderator):
    first = change_community(actor=owner, name="Tea", purpose="Drink.")
    second = change_community(actor=owner, purpose="Brew.")

    with pytest.raises(Invalid):
        undo_change(actor=owner, decision_id=first.pk)
    with pytest.raises(Forbidden):
        undo_change(actor=moderator, decision_id=second.pk)
    undo_change(actor=owner, decision_id=second.pk)
    after_one = community().purpose
    undo_change(actor=owner, decision_id=first.pk)

    assert (after_one, community().purpose, community().name) == ("Drink.", "", "")
    assert Decision.objects.get(pk=first.pk).undone_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"languages": []}, {"languages": ["tlh"]}, {"timezone": "Mars/Base"}, {"signup_mode": "maybe"},
     {"primary": "#ffcc00"}, {"primary": "red"}, {"radius": "oval"}, {"minimum_age": 200}, {"contact": "nobody"},
     {"purpose": "x" * 301}],
)  # fmt: skip
def test_values_that_cannot_be_used_change_nothing(owner, wrong):
    with pytest.raises(Invalid) as refused:
        change_community(actor=owner, filing="京ICP备1号", **wrong)

    assert list(refused.value.errors) == list(wrong)
    assert Settings.objects.filter(filing="京ICP备1号").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["moderator", "analyst", "stranger"])
def test_who_may_not_changes_nothing(role, request):
    viewer = request.getfixturevalue(role)

    with pytest.raises(Forbidden):
        change_community(actor=viewer, name="Mine")
    with pytest.raises(Forbidden):
        write_text(actor=viewer, key="terms", markdown="Mine.", asks_again=True)

    assert (community().name, TextVersion.objects.count()) == ("", 0)


@given(st.integers(0, 0xFFFFFF))
def test_the_nearest_shade_always_passes_and_a_good_colour_stays(number):
    colour = f"#{number:06x}"

    for grounds, least in ((colours.PAPER, colours.ENOUGH), (colours.INK, colours.CALM)):
        shade = colours.nearest(colour, grounds, least)

        assert colours.passes(shade, grounds, least)
        assert shade == colour or not colours.passes(colour, grounds, least)
    assert colours.contrast(colours.ink_on(colour), colour) >= colours.ENOUGH


def test_contrast_is_as_wcag_defines_it():
    assert round(colours.contrast("#ffffff", "#000000"), 2) == 21
    assert round(colours.contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.django_db
def test_the_stylesheet_is_kept_for_ever_under_its_own_name_only(client, owner):
    change_community(actor=owner, primary="#2a5db0", radius="square")
    page = client.get("/about/").content.decode()
    address = re.search(r"/brand-[0-9a-f]{8}\.css", page)[0]

    fresh, old = client.get(address), client.get("/brand-00000000.css")

    assert "--brand:#2a5db0" in fresh.content.decode()
    assert "immutable" in fresh["Cache-Control"]
    assert old["Cache-Control"] == "no-store"
    change_community(actor=owner, primary="#1d6655")
    assert address not in client.get("/about/").content.decode()


@pytest.mark.django_db
def test_a_refused_colour_comes_with_a_readable_shade(owner, client_of):
    client = client_of(owner)

    page = client.post(reverse("community-settings", args=["look"]), {
        "primary": "#ffcc00", "accent": "#a9571a", "radius": "soft",
    }).content.decode()  # fmt: skip

    assert colours.nearest("#ffcc00", colours.PAPER) in page
    assert community().primary == colours.PRIMARY


@pytest.mark.django_db
def test_texts_keep_every_version_and_are_safe(client, owner):
    write_text(
        actor=owner,
        key="terms",
        markdown="# Be kind\n\n<script>alert(1)</script>[x](javascript:alert(1))",
        asks_again=True,
    )
    write_text(actor=owner, key="terms", markdown="Be *kinder*.", asks_again=False)
    same = write_text(actor=owner, key="terms", markdown="Be *kinder*.", asks_again=True)

    now = client.get(reverse("about-text", args=["terms"])).content.decode()
    first = client.get(reverse("about-text", args=["terms"]) + "?version=1").content.decode()

    assert same is None
    assert "<em>kinder</em>" in now
    assert "<script>alert" not in first
    assert 'href="javascript' not in first
    assert (community().text("terms").version, community().text("terms").asked) == (2, 1)
    assert client.get(reverse("about-text", args=["rules"])).status_code == 404
    write_text(actor=owner, key="terms", markdown="", asks_again=False)
    assert client.get(reverse("about-text", args=["terms"])).status_code == 404


@pytest.mark.django_db
def test_a_visitor_reads_the_communitys_language_until_they_choose(client, owner):
    change_community(actor=owner, languages=["zh-hans", "en"])
    seen = [client.get("/about/", headers={"Accept-Language": "en"}).headers["Content-Language"]]
    client.cookies["language"] = "en"
    seen.append(client.get("/about/").headers["Content-Language"])
    change_community(actor=owner, languages=["zh-hans"])
    seen.append(client.get("/about/").headers["Content-Language"])

    assert seen == ["zh-hans", "en", "zh-hans"]


@pytest.mark.django_db
def test_times_are_the_communitys_or_ones_own(owner, client_of, client):
    from django.utils import timezone

    from steward.people.community.middleware import CommunityMiddleware

    change_community(actor=owner, timezone="America/New_York")
    Account.objects.filter(pk=owner.own_id).update(timezone="Europe/Berlin")
    zones: list[str] = []

    def answer(request):
        from django.http import HttpResponse

        zones.append(str(timezone.get_current_timezone()))
        return HttpResponse()

    from django.test import RequestFactory

    anonymous, own = RequestFactory().get("/"), RequestFactory().get("/")
    own.COOKIES["sessionid"] = "x"
    own.user = Account.objects.get(pk=owner.own_id)
    CommunityMiddleware(answer)(anonymous)
    CommunityMiddleware(answer)(own)

    assert zones == ["America/New_York", "Europe/Berlin"]


@pytest.mark.django_db
def test_the_settings_over_json(owner, stranger, client_of, client):
    mine = client_of(owner)
    changed = mine.patch("/api/community", {"name": "Tea"}, content_type="application/json")
    denied = client_of(stranger).patch("/api/community", {"name": "Mine"}, content_type="application/json")

    assert (changed.status_code, changed.json()["name"], denied.status_code) == (200, "Tea", 403)
    assert client.get("/api/community").json()["name"] == "Tea"


@pytest.mark.django_db(transaction=True)
def test_two_who_change_at_once_lose_nothing():
    def change(field: str, value: str) -> None:
        try:
            change_community(actor=SYSTEM, **{field: value})
        finally:
            connection.close()

    wishes = [("name", "Tea"), ("purpose", "Drink."), ("filing", "1"), ("filing_police", "2")]
    threads = [threading.Thread(target=change, args=wish) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    now = community()
    assert (now.name, now.purpose, now.filing, now.filing_police) == ("Tea", "Drink.", "1", "2")
    assert community_version() == 4


def test_a_text_that_begins_with_a_small_heading_keeps_the_order_of_the_page():
    from steward.people.community.public import cook

    assert cook("# Top\n\n## Who\n\n#### More").replace("\n", "") == "<h2>Top</h2><h3>Who</h3><h4>More</h4>"
    assert cook("### Who").strip() == "<h2>Who</h2>"


def test_bold_before_chinese_is_bold_in_legal_texts() -> None:
    from steward.people.community.cooking import cook

    assert cook("**重要：**请看") == "<p><strong>重要：</strong>请看</p>\n"
