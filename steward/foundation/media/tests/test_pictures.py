import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.media import storage
from steward.foundation.media.actions.remove_pictures import sweep
from steward.foundation.media.actions.store_picture import harmless
from steward.foundation.media.models import Claim, Day, Upload
from steward.foundation.media.public import (
    address,
    claim,
    pictures_of,
    release,
    remove_pictures,
    store_picture,
    uploads,
    usage,
)
from steward.foundation.media.tests.samples import drawing, packed, photo

pytestmark = pytest.mark.django_db


def files(folder):
    return sorted(path.name for path in folder.rglob("*.webp"))


@pytest.fixture
def store(stranger):
    def go(picture=None, name="a.png", viewer=stranger):
        content = packed(picture or drawing(100, 80), "PNG")
        return store_picture(account_id=viewer.account_id, file=content, name=name)

    return go


def test_a_picture_is_stored_with_its_variants(stranger, folder) -> None:
    content = ContentFile(packed(photo(1200, 600), "JPEG"))

    upload = store_picture(account_id=stranger.account_id, file=content, name="../../海滩 [1].JPG")

    assert (upload.width, upload.height, upload.name, upload.account_id) == (1200, 600, "海滩 1", stranger.account_id)
    assert files(folder) == [f"{upload.key}-medium.webp", f"{upload.key}-small.webp", f"{upload.key}.webp"]
    assert upload.bytes == sum(path.stat().st_size for path in folder.rglob("*.webp")) == usage(stranger.account_id)
    fact = Fact.objects.get()
    assert (fact.type, fact.actor, fact.data["key"]) == ("media.picture_stored", stranger.name, upload.key)


def test_addresses_say_nothing_and_need_no_query(store, django_assert_num_queries) -> None:
    upload, other = store(), store()

    with django_assert_num_queries(0):
        assert address(upload) == address(upload.key) == f"/media/{upload.key}.webp"
        assert address(upload.key, "small") == f"/media/{upload.key}-small.webp"
        assert address(upload.key, "medium") == f"/media/{upload.key}-medium.webp"
        assert address(upload, "medium") == f"/media/{upload.key}.webp"
    assert len({upload.key, other.key}) == 2
    assert len(upload.key) == 32


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.png", "a"), ("C:\\x\\y.jpeg", "y"), ("", "picture"), ("....", "picture"), ("\u202egnp.exe", "gnp"),
        ("![x](javascript:1).png", "x javascript 1"), ("<img src=x onerror=1>.gif", "img src=x onerror=1"),
        ("长" * 300, "长" * 119 + "…"),
    ],
)  # fmt: skip
def test_names_of_files_are_made_harmless(name, kept) -> None:
    assert harmless(name) == kept


def test_an_unclaimed_picture_goes_after_a_day_and_a_claimed_one_stays(store, folder) -> None:
    kept, lost = store(), store()
    claim([kept.key, "0" * 32], by="post:1")

    assert sweep(now=clock.now() + timedelta(hours=23)) == 0
    assert sweep(now=clock.now() + timedelta(hours=25)) == 1

    assert list(Upload.objects.values_list("key", flat=True)) == [kept.key]
    assert all(name.startswith(kept.key) for name in files(folder))
    assert Fact.objects.filter(type="media.picture_removed").get().subject == f"picture:{lost.key}"


def test_a_picture_two_posts_show_stays_until_both_let_go(store) -> None:
    upload = store()
    claim([upload.key], by="post:1")
    claim([upload.key], by="post:2")
    claim([upload.key], by="post:2")
    later = clock.now() + timedelta(days=3)

    assert release(by="post:1") == 1
    assert uploads([upload.key])[upload.key].claimed_by == "post:2"
    assert sweep(now=later) == 0

    assert release(by="post:2") == 1
    assert release(by="post:2") == 0
    assert sweep(now=clock.now() + timedelta(hours=23)) == 0
    claim([upload.key], by="post:1")
    assert sweep(now=later) == 0


def test_an_edit_changes_what_a_post_keeps(store) -> None:
    before, after = store(), store()
    claim([before.key], by="post:1")

    with transaction.atomic():
        release(by="post:1")
        claim([after.key], by="post:1")

    assert set(Upload.objects.filter(unclaimed_since=None)) == {after}


def test_uploads_are_found_by_key_in_two_queries(store, queries_of) -> None:
    made = [store() for _n in range(3)]
    for upload in made:
        claim([upload.key], by=f"post:{upload.pk}")

    found = uploads([*(upload.key for upload in made), "unknown"])

    assert {key: upload.claimed_by for key, upload in found.items()} == {u.key: f"post:{u.pk}" for u in made}
    assert queries_of(lambda: [u.claimed_by for u in uploads([u.key for u in made]).values()]) == 2


def test_a_file_that_is_refused_leaves_nothing_but_a_count(stranger, folder) -> None:
    with pytest.raises(Invalid):
        store_picture(account_id=stranger.account_id, file=b"<svg/>", name="a.svg")

    assert (Upload.objects.count(), Fact.objects.count(), files(folder)) == (0, 0, [])
    assert Day.objects.get().pictures == 1


def test_a_day_has_so_many_pictures_and_so_many_bytes(store, settings, moderator) -> None:
    settings.MEDIA_DAILY_PICTURES = 2
    first = store()
    store()

    with pytest.raises(Invalid, match="2 pictures today"):
        store()
    assert store(viewer=moderator).account_id == moderator.account_id

    settings.MEDIA_DAILY_PICTURES, settings.MEDIA_DAILY_BYTES = 9, first.bytes * 2 + 1
    with pytest.raises(Invalid, match="weigh"):
        store()
    Day.objects.update(day=clock.now().date() - timedelta(days=1))
    assert store().pk


def test_the_community_has_so_much_room(store, settings) -> None:
    settings.MEDIA_TOTAL_BYTES = store().bytes + 10

    with pytest.raises(Invalid, match="no room left"):
        store()

    assert Upload.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_uploads_at_once_do_not_share_the_last_turn(stranger, settings) -> None:
    settings.MEDIA_DAILY_PICTURES = 3
    content, outcomes = packed(drawing(20, 20), "PNG"), []

    def go() -> None:
        try:
            outcomes.append(store_picture(account_id=stranger.account_id, file=content, name="a").pk > 0)
        except Invalid:
            outcomes.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [False] * 5 + [True] * 3
    assert (Day.objects.get().pictures, Upload.objects.count()) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_an_accounts_pictures_go_and_those_of_others_stay(store, stranger, moderator, folder) -> None:
    mine, theirs = store(), store(viewer=moderator)
    claim([mine.key, theirs.key], by="post:1")

    assert [entry["address"] for entry in pictures_of(stranger.account_id)] == [address(mine)]
    assert pictures_of(stranger.account_id)[0]["shown_by"] == ["post:1"]
    assert remove_pictures(account_id=stranger.account_id) == 1

    assert list(Upload.objects.values_list("pk", flat=True)) == [theirs.pk]
    assert all(name.startswith(theirs.key) for name in files(folder))
    assert (pictures_of(stranger.account_id), Day.objects.filter(account=stranger.account).count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_removal_taken_back_with_its_transaction_removes_nothing(store, stranger, folder) -> None:
    mine = store()
    claim([mine.key], by="post:1")
    before = files(folder)

    with pytest.raises(RuntimeError), transaction.atomic():
        remove_pictures(account_id=stranger.account_id)
        raise RuntimeError

    assert (files(folder), Claim.objects.count(), usage(stranger.account_id)) == (before, 1, mine.bytes)


def test_a_removal_that_died_half_way_is_ended_by_the_sweep(store, stranger, folder) -> None:
    """In a test's transaction nothing runs after commit: that is the process that died."""
    mine = store()
    remove_pictures(account_id=stranger.account_id)
    storage.delete(mine.key)
    assert Upload.objects.get().account is None

    assert sweep() == 1

    assert (Upload.objects.count(), files(folder)) == (0, [])
