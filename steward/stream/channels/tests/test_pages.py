"""The pages of imports: uploading, looking, starting, following, stopping."""

import json
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from steward.foundation.kernel import clock
from steward.stream.activity.public import Activity
from steward.stream.channels import places
from steward.stream.channels.actions.tidy import remove_old_uploads
from steward.stream.channels.models import Import
from steward.stream.channels.tests.exports import discord
from steward.stream.channels.tests.test_runs import Quiet, imported, received, run_import

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
NEW = "/console/import/new/"


def upload(client: Client, path: Path, **headers: str):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(NEW, {"file": file}, headers=headers)


def test_an_upload_is_looked_into_then_started_then_run(client_of, owner, tmp_path):
    client = client_of(owner)

    answer = upload(client, discord(tmp_path / "chat 群.json", 40))
    made = Import.objects.get()
    page = client.get(answer.url).content.decode()
    preview = client.get(reverse("import-preview", args=[made.pk])).content.decode()
    client.post(reverse("import-start", args=[made.pk]), {"format": "", "name": "Our guild"})
    run_import(Quiet(), made.pk)

    made.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, reverse("import-page", args=[made.pk]))
    assert (made.filename, Path(made.path).name) == ("chat 群.json", "chat 群.json")
    assert ("Start the import" in page, "message 0 你好" in preview, "Person 0" in preview) == (True, True, True)
    assert (made.state, made.source.name, Activity.objects.count()) == ("done", "Our guild", 40)
    assert "40" in client.get(answer.url).content.decode()


def test_the_script_that_shows_progress_gets_an_address(client_of, owner, tmp_path):
    answer = upload(client_of(owner), discord(tmp_path / "chat.json", 5), Accept="application/json")

    assert answer.json() == {"next": reverse("import-page", args=[Import.objects.get().pk])}


def test_an_upload_of_several_files_is_one_import(client_of, owner, tmp_path):
    one, two = discord(tmp_path / "one.json", 5), discord(tmp_path / "two.json", 6)
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in (one, two)]

    client_of(owner).post(NEW, {"file": files})

    made = Import.objects.get()
    assert (made.filename, sorted(file.name for file in Path(made.path).iterdir())) == (
        "one.json and 1 more",
        ["one.json", "two.json"],
    )


def test_a_name_that_leads_elsewhere_is_made_harmless(client_of, owner, tmp_path):
    body = discord(tmp_path / "chat.json", 3).read_bytes()

    client_of(owner).post(NEW, {"file": SimpleUploadedFile("..\\..\\evil:name?.json", body)})

    made = Import.objects.get()
    assert Path(made.path).parent.parent == places.uploads().resolve()


def test_an_upload_without_a_token_of_this_site_is_refused_and_nothing_stays(owner, tmp_path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner.account, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.get(NEW)

    file = SimpleUploadedFile("chat.json", discord(tmp_path / "chat.json", 5).read_bytes())
    answer = client.post(NEW, {"csrfmiddlewaretoken": "x" * 64, "file": file})

    assert (answer.status_code, Import.objects.count(), list(places.uploads().iterdir())) == (403, 0, [])


@pytest.mark.parametrize("role", ["analyst", "stranger"])
def test_who_may_not_import_cannot_upload_and_sees_no_page(request, client_of, owner, tmp_path, role):
    made = received(owner, discord(tmp_path / "chat.json", 5))
    client = client_of(request.getfixturevalue(role))

    posts = [upload(client, tmp_path / "chat.json").status_code]
    posts += [
        client.post(reverse(f"import-{verb}", args=[made.pk])).status_code for verb in ("start", "cancel", "retry")
    ]
    gets = [client.get(reverse("import-list")), client.get(NEW), client.get(reverse("import-page", args=[made.pk]))]

    assert (posts, [answer.status_code for answer in gets]) == ([403] * 4, [403] * 3)
    made.refresh_from_db()
    assert (made.state, places.uploads().exists()) == ("draft", False)


def test_an_upload_larger_than_the_limit_is_refused_with_a_sentence(client_of, owner, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "upload_limit", lambda: 100)

    answer = upload(client_of(owner), discord(tmp_path / "chat.json", 50))

    assert (answer.url, Import.objects.count(), list(places.uploads().iterdir())) == (NEW, 0, [])


def test_an_owner_may_name_a_path_in_the_inbox_and_nowhere_else(client_of, owner, moderator, home, tmp_path_factory):
    inbox = home / "imports" / "inbox"
    inbox.mkdir(parents=True)
    inside = discord(inbox / "chat.json", 5)
    outside = discord(tmp_path_factory.mktemp("elsewhere") / "chat.json", 5)
    link = inbox / "link.json"
    link.symlink_to(outside)

    for who, path in ((owner, outside), (owner, link), (owner, inbox / ".." / ".." / "x"), (moderator, inside)):
        client_of(who).post(NEW, {"path": str(path)})
    refused = Import.objects.count()
    client_of(owner).post(NEW, {"path": str(inside)})

    assert (refused, Import.objects.get().origin) == (0, "server")


def test_an_unknown_format_waits_for_the_person_to_name_it(client_of, owner, tmp_path):
    path = tmp_path / "holiday.bin"
    path.write_bytes(b"\0\1\2\3" * 40)
    client = client_of(owner)

    upload(client, path)
    made = Import.objects.get()
    preview = client.get(reverse("import-preview", args=[made.pk])).content.decode()
    client.post(reverse("import-start", args=[made.pk]), {"format": ""})

    made.refresh_from_db()
    assert ("Not recognised" in preview, made.state) == (True, "draft")


def test_the_page_of_a_running_import_asks_again_and_shows_rate_and_time_left(client_of, owner, tmp_path):
    made = received(owner, discord(tmp_path / "chat.json", 5))
    Import.objects.update(state="waiting", position=5000, expected=20000, records=5000, seconds=2.0)
    client = client_of(owner)

    page = client.get(
        reverse("import-page", args=[made.pk]), headers={"HX-Request": "true", "HX-Target": "import-run"}
    ).content.decode()

    assert ("every 1s" in page, "2,500 a second" in page, "about 6 s left" in page, "<html" in page) == (
        True,
        True,
        True,
        False,
    )


def test_the_numbers_of_a_finished_import_open_to_their_rows(client_of, owner, tmp_path):
    made = imported(owner, discord(tmp_path / "chat.json", 30, bad=(4,)))
    client = client_of(owner)

    page = client.get(reverse("import-page", args=[made.pk])).content.decode()

    rows = [f"{reverse('conversations-list')}?source={made.source_id}", f"{reverse('members-list')}?source=discord"]
    assert [row in page for row in (*rows, 'href="#unreadable"')] == [True, True, True]
    assert all(client.get(row).status_code == 200 for row in rows)


def test_a_source_is_removed_by_who_may_and_nobody_else(client_of, owner, moderator, tmp_path):
    made = imported(owner, discord(tmp_path / "chat.json", 30))
    remove = reverse("source-remove", args=[made.source_id])

    refused = client_of(moderator).post(remove).status_code
    kept = Activity.objects.count()
    answer = client_of(owner).post(remove)

    assert (refused, kept, answer.status_code, Activity.objects.count()) == (403, 30, 302, 0)
    again = imported(owner, tmp_path / "chat.json")
    assert (again.state, again.activities, again.members) == ("done", 30, 0)


def test_the_quarantine_is_shown_and_downloaded(client_of, owner, tmp_path):
    made = imported(owner, discord(tmp_path / "chat.json", 30, bad=(4, 8)))
    client = client_of(owner)

    page = client.get(reverse("import-page", args=[made.pk])).content.decode()
    table = b"".join(client.get(reverse("import-quarantine", args=[made.pk, "csv"])).streaming_content).decode()
    lines = b"".join(client.get(reverse("import-quarantine", args=[made.pk, "jsonl"])).streaming_content).decode()

    assert "The date cannot be read or cannot be true." in page
    assert len(table.splitlines()) >= 3
    assert [json.loads(line)["reason"] for line in lines.splitlines()] == ["bad-date", "bad-date"]


def test_an_empty_installation_offers_the_first_steps(client_of, owner):
    page = client_of(owner).get(reverse("import-list")).content.decode()

    assert ("Import an export" in page, "Explore a sample community" in page) == (True, True)


@pytest.mark.parametrize("url", ["import-list", "import-page", "source-page"])
def test_pages_cost_the_same_queries_for_one_row_and_for_three(client_of, owner, tmp_path, url):
    client = client_of(owner)
    client.get(reverse("import-list"))  # the first page of a session counts what waits in every room
    counts = []
    for number, bad in ((1, (1,)), (2, (1, 2, 3)), (3, (1, 2, 3))):
        made = imported(owner, discord(tmp_path / f"chat{number}.json", 12, bad=bad))
        address = reverse(url, args={"import-page": [made.pk], "source-page": [made.source_id]}.get(url, []))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[1] == counts[2] <= counts[0] <= 20


def test_uploads_are_removed_some_days_after_their_import(client_of, owner, tmp_path):
    client = client_of(owner)
    for name in ("old", "fresh", "waiting"):
        upload(client, discord(tmp_path / f"{name}.json", 5))
    old, fresh, _waiting = Import.objects.order_by("pk")
    Import.objects.filter(pk=old.pk).update(state="done", finished_at=clock.now() - timedelta(days=8))
    Import.objects.filter(pk=fresh.pk).update(state="done", finished_at=clock.now() - timedelta(days=6))
    stray = places.uploads() / "stray"
    stray.mkdir()
    os.utime(stray, (time.time() - 3 * 86400,) * 2)

    assert remove_old_uploads(actor=owner) == 2

    old.refresh_from_db()
    assert (old.removed_at is not None, Path(old.path).exists(), stray.exists()) == (True, False, False)
    assert Path(fresh.path).exists()
