"""The classifier over JSON."""

import pytest
from ninja.testing import TestClient

from steward.care.classifier.actions.train import train
from steward.care.classifier.api import router
from steward.care.classifier.public import version_in_use
from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM

pytestmark = pytest.mark.django_db
client = TestClient(router)


@pytest.fixture
def trained(decided, silent):
    return train(actor=SYSTEM, progress=silent)


def test_versions_are_listed_with_the_one_in_use(owner, trained):
    listed = client.get("/classifier/versions", viewer=owner).json()
    held = sum(sum(by.values()) for by in trained.held.values())
    assert listed["in_use"] == "lexicon-1"
    assert [(one["number"], one["state"], one["learned"], one["held"]) for one in listed["items"]] == [
        (trained.number, "shown", 144 - held, held)
    ]


def test_a_version_says_how_good_it_is(owner, trained):
    one = client.get(f"/classifier/versions/{trained.number}", viewer=owner).json()
    ads = sum(trained.held["ad"].values())
    label = next(label for label in one["labels"] if label["label"] == "ad")
    assert (label["recall"]["hits"], label["recall"]["size"], label["recall"]["high"]) == (ads, ads, 1.0)
    assert label["f1"] == 1.0


def test_a_version_is_used_and_taken_back(owner, trained):
    used = client.post(f"/classifier/versions/{trained.number}/use", json={"reason": "ok"}, viewer=owner).json()
    assert used == {"in_use": f"v{trained.number}"}
    assert client.post("/classifier/back", viewer=owner).json() == {"in_use": "lexicon-1"}


def test_texts_are_scored_in_their_order(owner):
    said = client.post(
        "/classifier/score", json={"texts": ["今晚开会", "兼职日结，加微信，包邮到家"]}, viewer=owner
    ).json()
    assert [(one["label"], one["proposed"]) for one in said["items"]] == [("", ""), ("ad", "ad")]
    assert said["items"][1]["reasons"][0] == {"words": "加微信", "weight": 4.5}


def test_a_moderator_gets_nothing(moderator, trained):
    asked = (
        ("GET", "/classifier/versions", None),
        ("GET", f"/classifier/versions/{trained.number}", None),
        ("POST", f"/classifier/versions/{trained.number}/use", {"reason": ""}),
        ("POST", "/classifier/back", None),
        ("POST", "/classifier/train", None),
        ("POST", "/classifier/score", {"texts": ["x"]}),
    )
    for method, path, body in asked:
        with pytest.raises(Forbidden):
            client.request(method, path, json=body, viewer=moderator)
    assert version_in_use() == "lexicon-1"
