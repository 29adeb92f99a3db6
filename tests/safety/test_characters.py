"""Characters no text can hold are refused, or left out, before anything is stored."""

import json

import pytest
from django.urls import reverse

from steward.people.access.public import issue_token
from steward.team.work.models import Task

pytestmark = pytest.mark.django_db


def test_a_form_with_such_a_character_is_answered_with_a_sentence(client_of, owner):
    answer = client_of(owner).post(
        reverse("work-new"), "title=Call%00+Li", content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 400
    assert "U+0000" in answer.content.decode()
    assert Task.objects.count() == 0


def test_the_api_leaves_such_characters_out(client, owner):
    _row, secret = issue_token(actor=owner, name="tasks", scopes=["work.view", "work.edit"])

    answer = client.post(
        "/api/tasks", json.dumps({"title": "Call\0 Li\ud800"}), content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip

    assert answer.status_code == 201
    assert Task.objects.get().title == "Call Li"
