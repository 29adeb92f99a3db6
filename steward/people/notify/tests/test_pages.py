"""The list, the bell, the preferences, the mail page of the team, JSON."""

import pytest

from steward.people.access.public import viewer_of
from steward.people.members.public import Member
from steward.people.notify.actions.erase import erase_personal
from steward.people.notify.models import Mail, MailSettings, Notification, Preference
from steward.people.notify.public import tell
from steward.people.notify.queries.personal import personal_data

pytestmark = pytest.mark.django_db


def reply(account, *, number=1, by=None, kind="test.reply"):
    tell(kind=kind, accounts=[account.pk], subject=f"post:{number}", params={"title": f"Tea {number}"},
         url=f"/t/7/{number}/", by=by.pk if by else None)  # fmt: skip


@pytest.fixture
def reader(ada, client_of):
    return client_of(viewer_of(ada))


def test_the_list_shows_ones_own_by_day(kinds, ada, lin, zhang, reader):
    reply(ada, number=1, by=zhang)
    reply(lin, number=2, by=zhang)

    page = reader.get("/notifications/").content.decode()

    assert "张三 replied: Tea 1" in page
    assert "Tea 2" not in page
    assert page.count("· unread") == 1


def test_the_list_narrows_to_a_group_and_to_unread_ones(kinds, ada, zhang, reader):
    reply(ada, number=1, by=zhang)
    reply(ada, number=2, by=zhang, kind="test.news")
    reader.get(f"/notifications/{Notification.objects.get(kind='test.reply').pk}/")

    of_group = reader.get("/notifications/?group=answers").content.decode()
    unread = reader.get("/notifications/?unread=1").content.decode()

    assert ("Tea 1" in of_group, "Tea 2" in of_group) == (True, False)
    assert ("Tea 1" in unread, "Tea 2" in unread) == (False, True)


def test_an_empty_list_says_so(kinds, reader):
    assert "Nobody has told you anything yet" in reader.get("/notifications/").content.decode()


def test_opening_one_reads_it_and_goes_there(kinds, ada, lin, zhang, reader):
    reply(ada, by=zhang)
    reply(lin, by=zhang)
    own, other = Notification.objects.get(account=ada), Notification.objects.get(account=lin)

    went, hidden = reader.get(f"/notifications/{own.pk}/"), reader.get(f"/notifications/{other.pk}/")

    assert (went.status_code, went["Location"], hidden.status_code) == (302, "/t/7/1/", 404)
    assert list(Notification.objects.filter(read_at=None).values_list("account", flat=True)) == [lin.pk]


def test_marking_all_is_offered_back(kinds, ada, zhang, reader):
    reply(ada, number=1, by=zhang)
    reply(ada, number=2, by=zhang)

    page = reader.post("/notifications/read/", {"id": "", "group": ""}, follow=True).content.decode()
    none = Notification.objects.filter(read_at=None).count()
    address = page.split('action="/notifications/unread/')[1].split('"')[0].replace("&amp;", "&")
    reader.post(f"/notifications/unread/{address}")

    assert (none, Notification.objects.filter(read_at=None).count()) == (0, 2)


def test_marking_in_a_group_nobody_knows_reads_nothing(kinds, ada, zhang, reader):
    reply(ada, by=zhang)

    reader.post("/notifications/read/", {"group": "nonsense"})

    assert Notification.objects.filter(read_at=None).count() == 1


def test_long_lists_have_pages(kinds, ada, zhang, reader):
    for number in range(31):
        reply(ada, number=number, by=zhang)

    first, second = (reader.get(f"/notifications/?page={page}").content.decode() for page in (1, 2))

    assert (first.count("· unread"), second.count("· unread")) == (30, 1)
    assert "/notifications/?page=2" in first


def test_the_bell_counts_in_one_query(kinds, ada, zhang, reader, queries_of, client):
    reply(ada, by=zhang)

    assert reader.get("/notifications/count/").content == b"1"
    assert client.get("/notifications/count/").content == b""


def test_the_list_asks_the_same_for_one_and_for_three(kinds, ada, lin, zhang, reader, queries_of):
    reply(ada, number=1, by=zhang)
    one = queries_of(lambda: reader.get("/notifications/"))
    reply(ada, number=2, by=lin)
    reply(ada, number=3, by=zhang, kind="test.news")

    three = queries_of(lambda: reader.get("/notifications/"))

    assert one == three


@pytest.mark.parametrize("address", ["/notifications/", "/me/notifications/", "/notifications/1/", "/console/mail/"])
def test_strangers_are_asked_to_sign_in(client, kinds, address):
    assert client.get(address).status_code == 302


def form(**more):
    return {
        "app-test.reply": "on", "mail-test.reply": "hourly", "mail-test.news": "off", "quiet_from": "22:00",
        "quiet_until": "07:30", "digest_hour": "18", "paused_until": "2026-06-01", **more,
    }  # fmt: skip


def test_preferences_are_one_form(kinds, ada, reader):
    shown = reader.get("/me/notifications/").content.decode()
    saved = reader.post("/me/notifications/", form())

    assert "Somebody answers me" in shown
    assert saved.status_code == 302
    assert list(Preference.objects.order_by("kind").values_list("account", "kind", "in_app", "mail")) == [
        (ada.pk, "test.news", False, "off"), (ada.pk, "test.reply", True, "hourly"),
    ]  # fmt: skip
    times = MailSettings.objects.get(pk=ada.pk)
    assert (f"{times.quiet_from:%H:%M}", f"{times.quiet_until:%H:%M}", times.digest_hour) == ("22:00", "07:30", 18)
    again = reader.get("/me/notifications/").content.decode()
    assert 'value="22:00"' in again
    assert 'value="2026-06-01"' in again


@pytest.mark.parametrize("wrong", [{"quiet_until": ""}, {"mail-test.reply": "weekly"}, {"digest_hour": "24"}])
def test_wrong_choices_change_nothing(kinds, reader, wrong):
    page = reader.post("/me/notifications/", form(**wrong))

    assert page.status_code == 200
    assert "Something needs another look" in page.content.decode()
    assert (Preference.objects.count(), MailSettings.objects.count()) == (0, 0)


def test_a_refused_address_is_told_and_tried_again(kinds, ada, reader):
    MailSettings.objects.create(account=ada, refused_address=ada.email, refused_why="550 nobody")

    page = reader.get("/me/notifications/").content.decode()
    reader.post("/me/notifications/again/")

    assert "550 nobody" in page
    assert MailSettings.objects.get(pk=ada.pk).refused_address == ""


def test_the_mail_page_is_for_who_may(kinds, ada, zhang, owner, moderator, stranger, client_of):
    reply(ada, by=zhang)

    page = client_of(owner).get("/console/mail/").content.decode()
    answers = client_of(owner).get("/console/mail/answers/")

    assert "ada@example.org" in page
    assert "Somebody answers me" in page
    assert answers.status_code == 200
    for viewer in (moderator, stranger):
        assert client_of(viewer).get("/console/mail/").status_code == 403
        assert client_of(viewer).post("/console/mail/test/", {"to": "x@example.org"}).status_code == 403
        assert client_of(viewer).post("/console/mail/connection/").status_code == 403
    assert Mail.objects.filter(kind="test").count() == 0


def test_a_test_mail_goes_out_at_once(mail_server, owner, client_of):
    page = client_of(owner).post("/console/mail/test/", {"to": "team@example.org"}, follow=True).content.decode()

    assert mail_server.to == ["team@example.org"]
    assert "The mail server took the mail for team@example.org." in page


def test_the_connection_is_tried(mail_server, settings, owner, client_of):
    well = client_of(owner).post("/console/mail/connection/", follow=True).content.decode()
    settings.EMAIL_PORT = 1

    ill = client_of(owner).post("/console/mail/connection/", follow=True).content.decode()

    assert "SMTP: The mail server answers" in well
    assert "SMTP: It did not work: ConnectionRefusedError" in ill


def test_personal_data_is_handed_out_and_erased(kinds, ada, lin, zhang):
    reply(ada, by=zhang)
    reply(lin, by=zhang)
    member = Member.objects.create(name="Ada", account=ada)
    MailSettings.objects.create(account=ada)

    data = personal_data(member.pk)
    removed = erase_personal(member.pk)

    assert [row["subject"] for row in data["notifications"]] == ["post:1"]
    assert [row["state"] for row in data["mails"]] == ["waiting"]
    assert removed == 3
    assert list(Notification.objects.values_list("account", flat=True)) == [lin.pk]
    assert erase_personal(member.pk + 99) == 0
