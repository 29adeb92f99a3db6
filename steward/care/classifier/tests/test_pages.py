"""The console's pages."""

import re

import pytest

from steward.care.classifier.actions.train import train
from steward.care.classifier.actions.use import use
from steward.care.classifier.enums import SETUP, State
from steward.care.classifier.models import Setup, Version
from steward.care.classifier.public import version_in_use
from steward.foundation.jobs.public import Job
from steward.foundation.journal.public import Decision
from steward.people.access.public import SYSTEM

pytestmark = pytest.mark.django_db
HOME = "/console/conduct/classifier/"


@pytest.fixture
def trained(decided, silent):
    return train(actor=SYSTEM, progress=silent)


def _words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_without_decisions_the_page_says_what_will_teach_it(owner, client_of):
    page = _words(client_of(owner).get(HOME))
    assert "Nothing was decided yet" in page
    assert "built-in words" in page


def test_a_text_is_tried_and_explained_and_not_kept(owner, client_of, queries_of):
    client = client_of(owner)
    page = _words(client.post(HOME, {"text": "兼职日结，加微信领优惠券，包邮！"}))
    assert "It would propose: advertising" in page
    assert "加微信 +4.5" in page
    assert "Scored by the built-in words." in page
    quiet = client.post(HOME, {"text": "今晚八点开会"}, headers={"HX-Request": "true", "HX-Target": "tried"})
    assert "<html" not in quiet.content.decode()
    assert "Nothing to propose" in _words(quiet)
    assert "This field is required" in _words(client.post(HOME, {"text": " "}))
    assert not Version.objects.exists()


def test_what_is_pasted_is_shown_as_text(owner, client_of):
    page = client_of(owner).post(HOME, {"text": "<script>alert(1)</script> 加微信"}).content.decode()
    assert "<script>alert(1)" not in page


def test_a_version_shows_its_quality_and_is_used_and_taken_back(owner, client_of, trained):
    client = client_of(owner)
    address = f"{HOME}{trained.number}/"
    page = _words(client.get(address))
    held = sum(sum(by.values()) for by in trained.held.values())
    assert f"Learned from {144 - held} decisions, measured on {held} it had not seen." in page
    ads = sum(trained.held["ad"].values())
    assert f"100 % {ads} of {ads}" in page.replace("\u202f", " ")
    after = client.post(f"{address}use/", {"reason": "besser"}, follow=True)
    assert f"Version {trained.number} scores from now on." in _words(after)
    assert Version.objects.get().state == State.USED
    assert f"version {trained.number}" in _words(client.get(HOME))
    assert "The built-in words score again." in _words(client.post(f"{HOME}back/", follow=True))
    assert version_in_use() == "lexicon-1"
    assert "nothing to go back to" in _words(client.post(f"{HOME}back/", follow=True))


def test_the_quality_follows_the_share_that_is_asked_for(owner, client_of, trained):
    client = client_of(owner)
    client.post(f"{HOME}setup/", {"target": "99", "fresh": "0"})
    row = Setup.objects.get()
    assert (row.target, row.fresh) == (0.99, 0)
    decision = Decision.objects.get(kind=SETUP)
    assert (decision.undo, decision.evidence) == ({"target": 0.9, "fresh": 50}, {"target": 0.99, "fresh": 0})
    client.post(f"{HOME}setup/", {"target": "99", "fresh": "0"})
    client.post(f"{HOME}setup/", {"target": "20", "fresh": "0"})
    assert Decision.objects.filter(kind=SETUP).count() == 1
    assert Setup.objects.get().target == 0.99


def test_a_training_is_asked_for_once(owner, client_of):
    client = client_of(owner)
    first = client.post(f"{HOME}train/")
    job = Job.objects.get()
    assert first.url == f"/console/jobs/{job.pk}/"
    assert "A training is under way" in _words(client.post(f"{HOME}train/", follow=True))
    assert Job.objects.count() == 1


@pytest.mark.parametrize("path", ["", "1/"])
def test_only_leads_see_the_classifier(moderator, stranger, client_of, trained, path):
    assert client_of(moderator).get(f"{HOME}{path}").status_code == 403
    assert client_of(stranger).get(f"{HOME}{path}").status_code in {302, 403, 404}


@pytest.mark.parametrize("path", ["train/", "back/", "setup/", "1/use/"])
def test_only_leads_change_the_classifier(moderator, client_of, trained, path):
    response = client_of(moderator).post(f"{HOME}{path}", {"target": "99", "fresh": "1"})
    assert response.status_code == 403
    assert not Job.objects.exists()
    assert not Setup.objects.exists()
    assert version_in_use() == "lexicon-1"


def test_a_version_that_is_not_there_is_not_found(owner, client_of):
    assert client_of(owner).get(f"{HOME}99999999999999999999/").status_code == 404
    assert client_of(owner).post(f"{HOME}77/use/").status_code == 404


def test_pages_make_a_constant_number_of_queries(owner, client_of, trained, silent, queries_of):
    client = client_of(owner)
    one, page = queries_of(lambda: client.get(HOME)), queries_of(lambda: client.get(f"{HOME}{trained.number}/"))
    second = train(actor=SYSTEM, progress=silent)
    train(actor=SYSTEM, progress=silent)
    assert queries_of(lambda: client.get(HOME)) == one
    use(actor=owner, number=second.number)
    assert queries_of(lambda: client.get(HOME)) <= one
    assert queries_of(lambda: client.get(f"{HOME}{second.number}/")) <= page + 1
