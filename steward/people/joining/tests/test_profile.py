"""What members show of themselves, and what stays back-stage."""

import io
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from steward.foundation.journal.public import Decision, Fact, latest
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import NOBODY, SYSTEM, viewer_of
from steward.people.accounts.public import Account, create_account
from steward.people.joining.actions.arrive import ensure_profile
from steward.people.joining.actions.change_profile import change_profile, keep_real_name, look_back_stage
from steward.people.joining.models import NameUsed, Profile
from steward.people.joining.public import ensure_identity, faces
from steward.people.joining.rules import clean_nickname, nickname_key
from steward.people.joining.tests.people import settings_are
from steward.people.restraints.public import impose


@pytest.fixture
def other(db):
    account = Account.objects.create_user("other@example.org", name="Other")
    viewer = viewer_of(account)
    ensure_profile(actor=viewer, account=account)
    return viewer


@given(st.text(max_size=40))
def test_a_nickname_that_is_let_through_is_one_visible_line_and_stays_itself(text):
    try:
        name = clean_nickname(text)
    except Invalid:
        return

    assert 1 <= len(name) <= 30
    assert "\n" not in name
    assert nickname_key(name) != ""
    assert clean_nickname(name) == name


@pytest.mark.parametrize(
    ("one", "other"), [("Wei", "wei"), ("Wei", "Ｗｅｉ"), ("wei", "w\u200dei"), ("paypal", "раураl"), ("a  b", "a b")]
)
def test_names_that_look_alike_have_one_key(one, other):
    assert nickname_key(one) == nickname_key(other)


def test_names_that_look_different_have_different_keys():
    assert len({nickname_key(name) for name in ("小林", "小琳", "Wei", "Wei2", "王伟", "O", "0")}) == 7


@pytest.mark.django_db
def test_a_new_nickname_is_seen_everywhere_and_the_old_one_is_kept_for_the_team(stranger, other):
    identity = ensure_identity(stranger.account)
    frame = latest("frame")["frame"]

    changed = change_profile(actor=stranger, nickname="小林", about="I brew.\n\nAnd code.")

    assert changed == ("nickname", "about")
    assert faces([identity.pk])[identity.pk].name == "小林"
    assert latest("frame")["frame"] > frame
    assert list(NameUsed.objects.values_list("name", flat=True)) == ["Stranger"]
    assert Fact.objects.filter(type="joining.profile_changed").latest("seq").data["fields"] == ["nickname", "about"]
    assert change_profile(actor=stranger, nickname="小林") == ()


@pytest.mark.django_db
def test_nicknames_change_rarely_and_never_to_anothers(stranger, other):
    with pytest.raises(Invalid):
        change_profile(actor=stranger, nickname="OTHER")
    change_profile(actor=stranger, nickname="Lin")
    with pytest.raises(Invalid):
        change_profile(actor=stranger, nickname="Zhang")

    change_profile(actor=stranger, nickname="LIN")

    assert Account.objects.get(pk=stranger.own_id).name == "LIN"
    assert Account.objects.get(pk=other.own_id).name == "Other"
    with pytest.raises(NotFound):
        change_profile(actor=NOBODY, nickname="Nobody else")


@pytest.mark.django_db(transaction=True)
def test_a_picture_is_shown_and_can_be_taken_away(stranger, other, client_of, home, settings):
    settings.MEDIA_ROOT = home / "media"
    picture = io.BytesIO()
    Image.new("RGB", (200, 200), "teal").save(picture, "PNG")
    identity = ensure_identity(stranger.account)
    mine = client_of(stranger)

    picture.seek(0)
    picture.name = "me.png"
    mine.post(reverse("own-profile"), {"nickname": "Stranger", "about": "", "picture": picture})
    shown = faces([identity.pk])[identity.pk].avatar
    with pytest.raises(Invalid):
        change_profile(actor=other, avatar=Profile.objects.get(account=stranger.account).avatar)
    mine.post(reverse("own-profile"), {"nickname": "Stranger", "about": "", "no_picture": "on"})

    assert shown.startswith("/media/")
    assert faces([identity.pk])[identity.pk].avatar == ""


@pytest.mark.django_db
def test_the_real_name_is_sealed_and_every_look_is_in_the_journal(stranger, owner, moderator):
    keep_real_name(actor=stranger, real_name="林小明")
    with pytest.raises(Forbidden):
        look_back_stage(actor=moderator, account_id=stranger.own_id)

    seen = look_back_stage(actor=owner, account_id=stranger.own_id)

    assert seen == ("林小明", None)
    assert "林小明" not in Profile.objects.get(account=stranger.account).real_name_sealed
    assert [(row.account_id, row.subject) for row in Decision.objects.filter(kind="joining.look")] == [
        (owner.own_id, f"account:{stranger.own_id}")
    ]


@pytest.mark.django_db(transaction=True)
def test_an_account_of_the_team_keeps_its_name_for_itself(other):
    account = create_account(email="grace@example.org", name="Grace")
    twin = create_account(email="twin@example.org", name="other")

    assert Profile.objects.get(account=account).name_key == "grace"
    assert Profile.objects.get(account=account).vouched
    assert Profile.objects.get(account=twin).name_key is None


@pytest.mark.django_db
def test_accounts_from_before_are_vouched_for_by_the_migration(owner, stranger):
    Account.objects.create_user("twin@example.org", name="olivia")
    migration = import_module("steward.people.joining.migrations.0002_existing_accounts")

    migration.vouch_for_who_is_here(apps, None)

    rows = Profile.objects.order_by("pk").values_list("account__email", "name_key", "vouched", "state")
    assert list(rows) == [
        ("olivia@example.org", "olivia", True, "approved"),
        ("stranger@example.org", "stranger", True, "approved"),
        ("twin@example.org", None, True, "approved"),
    ]


PAGES = {
    "own-profile": (302, 200, 200), "own-invitations": (302, 200, 200), "own-data": (302, 200, 200),
    "leave": (302, 200, 200), "claim": (302, 200, 200), "own-guardian": (403, 200, 200),
    "accept-texts": (403, 200, 200), "own-account": (302, 200, 200), "sign-ups": (302, 403, 200),
    "claims": (302, 403, 200), "invitations": (302, 403, 200), "about": (200, 200, 200), "groups": (200, 200, 200),
    "groups-console": (302, 403, 200), "community-settings-home": (302, 403, 403),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_page_is_open_to_whom_it_is_meant_for(name, client, stranger, moderator, client_of):
    who = (client, client_of(stranger), client_of(moderator))

    assert tuple(one.get(reverse(name)).status_code for one in who) == PAGES[name]


@pytest.mark.django_db
def test_the_queue_costs_the_same_for_one_and_for_three(moderator, client_of, queries_of):
    settings_are(signup_mode="approval")
    team = client_of(moderator)

    def come(number: int) -> None:
        account = Account.objects.create_user(f"n{number}@example.org", name=f"N {number}")
        profile = ensure_profile(actor=NOBODY, account=account)
        Profile.objects.filter(pk=profile.pk).update(vouched=False, state="waiting", answer="Me.")

    come(1)
    one = queries_of(lambda: team.get(reverse("sign-ups")))
    come(2)
    come(3)

    assert queries_of(lambda: team.get(reverse("sign-ups"))) == one


@pytest.mark.django_db
def test_a_members_page_in_the_console_says_how_they_came(owner, stranger, client_of):
    member = ensure_identity(stranger.account).member_id

    page = client_of(owner).get(reverse("members-member", args=[member])).content.decode()

    assert "How they came" in page


def test_the_muted_take_words_away_but_put_no_others_there(stranger):
    change_profile(actor=stranger, about="I sell watches.")
    impose(actor=SYSTEM, account_id=stranger.own_id, kind="mute", by="judgement:1")
    muted = viewer_of(Account.objects.get(pk=stranger.own_id))

    for words in ({"about": "Add me."}, {"nickname": "加微信"}):
        with pytest.raises(Forbidden):
            change_profile(actor=muted, **words)
    assert Profile.objects.get(account=stranger.own_id).about == "I sell watches."
    assert Account.objects.get(pk=stranger.own_id).name == stranger.account.name

    assert change_profile(actor=muted, about="") == ("about",)
