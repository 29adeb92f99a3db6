import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from steward.foundation.kernel import registry
from steward.foundation.kernel.ruling import Allowed, Denied
from steward.foundation.media.models import Day, Upload
from steward.foundation.media.public import address, remove_pictures, store_picture
from steward.foundation.media.tests.samples import drawing, packed, photo

pytestmark = pytest.mark.django_db
UPLOAD = "/media/pictures/"


def sent(content: bytes | None = None, name: str = "tea house.png") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content or packed(drawing(100, 80), "PNG"), "image/svg+xml")}


@pytest.fixture
def upload(stranger):
    return store_picture(account_id=stranger.account_id, file=packed(photo(1000, 400), "JPEG"), name="a.jpg")


def test_a_picture_is_served_to_anybody_without_a_query(upload, client_of, stranger, django_assert_num_queries) -> None:
    for client in (Client(), client_of(stranger)):
        with django_assert_num_queries(0):
            answer = client.get(address(upload))

        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert len(b"".join(answer.streaming_content)) == int(answer["Content-Length"])
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"] == f'inline; filename="{upload.key}.webp"'
        assert "Set-Cookie" not in answer
        assert "Cookie" not in answer.get("Vary", "")


def test_a_picture_already_kept_is_not_sent_again(upload) -> None:
    client = Client()
    tag = client.get(address(upload))["ETag"]

    again = client.get(address(upload), headers={"If-None-Match": f'"other", W/{tag}'})
    other = client.get(address(upload, "small"), headers={"If-None-Match": tag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert other.status_code == 200
    assert client.head(address(upload)).status_code == 200


def test_a_variant_not_worth_making_shows_the_whole(upload, stranger) -> None:
    little = store_picture(account_id=stranger.account_id, file=packed(drawing(90, 90), "PNG"), name="b")
    client = Client()

    assert client.get(address(little.key, "medium"))["Content-Length"] == client.get(address(little))["Content-Length"]
    assert client.get(address(upload.key, "medium"))["Content-Length"] != client.get(address(upload))["Content-Length"]


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2fsecret_key", "../secret_key", "x.webp", "%00", "a" * 32 + ".svg", "a" * 32 + "-huge.webp",
        "A" * 32 + ".webp", "f" * 32 + ".webp",
    ],
)  # fmt: skip
def test_nothing_but_pictures_is_served(name, upload, folder) -> None:
    (folder / "pictures" / "secret_key").write_text("secret")

    assert Client().get(f"/media/{name}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_removed_picture_is_gone_also_for_who_has_seen_it(upload, stranger) -> None:
    client = Client()
    tag = client.get(address(upload))["ETag"]
    remove_pictures(account_id=stranger.account_id)

    assert client.get(address(upload), headers={"If-None-Match": tag}).status_code == 404


def test_a_member_sends_a_picture_from_the_editor(stranger, client_of) -> None:
    answer = client_of(stranger).post(reverse("media-upload"), sent())

    upload = Upload.objects.get()
    assert answer.status_code == 200
    assert answer.json() == {
        "key": upload.key,
        "url": f"/media/{upload.key}.webp",
        "medium": f"/media/{upload.key}.webp",
        "width": 100,
        "height": 80,
        "markdown": f"![tea house](/media/{upload.key}.webp)",
    }
    assert upload.account == stranger.account


@pytest.mark.parametrize("files", [{}, {"file": SimpleUploadedFile("a.png", b"<svg/>", "image/png")}])
def test_what_is_no_picture_is_refused_as_json(files, stranger, client_of) -> None:
    answer = client_of(stranger).post(UPLOAD, files)

    assert (answer.status_code, bool(json.loads(answer.content)["detail"])) == (400, True)
    assert Upload.objects.count() == 0


def test_who_is_not_signed_in_sends_nothing() -> None:
    assert Client().post(UPLOAD, sent()).status_code == 403
    assert (Upload.objects.count(), Day.objects.count()) == (0, 0)


def test_the_page_must_have_been_ours(stranger) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(stranger.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(UPLOAD, sent()).status_code == 403
    assert Upload.objects.count() == 0


def test_a_room_above_may_deny_and_nothing_changes(stranger, moderator, client_of) -> None:
    def newcomers(viewer):
        return Denied("Newcomers send no pictures.") if viewer.account_id == stranger.account_id else Allowed()

    registry.contribute("picture-rights", newcomers)
    try:
        denied = client_of(stranger).post(UPLOAD, sent())
        allowed = client_of(moderator).post(UPLOAD, sent())
    finally:
        registry._items["picture-rights"].remove(newcomers)

    assert (denied.status_code, denied.json()) == (403, {"detail": "Newcomers send no pictures."})
    assert allowed.status_code == 200
    assert list(Upload.objects.values_list("account", flat=True)) == [moderator.account_id]


def test_a_body_longer_than_any_picture_is_not_read(stranger, client_of) -> None:
    class Endless:
        def read(self, *_size) -> bytes:
            raise AssertionError("somebody reads")

        readline = read

    answer = client_of(stranger).generic(
        "POST", UPLOAD, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="9999999999",
        **{"wsgi.input": Endless()},
    )  # fmt: skip

    assert (answer.status_code, "8 MB" in answer.json()["detail"]) == (413, True)
