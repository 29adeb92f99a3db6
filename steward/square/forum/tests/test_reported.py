"""What the square says in a report: only what every member may read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.square.forum.queries.reported import content_passage, voices_passage
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


def days():
    today = timezone.localdate(clock.now())
    return today - timedelta(days=1), today + timedelta(days=2)


def test_nobody_wrote_and_nobody_asked_is_nothing_to_say(db):
    assert content_passage(SYSTEM, *days()) is None
    assert voices_passage(SYSTEM, *days()) is None


def test_the_busiest_topics_and_unanswered_questions_without_those_of_the_team(db):
    ann, ben = make_viewer("ann"), make_viewer("ben")
    hall = make_category("hall")
    hidden = make_category("staff", rights={"see": ["role:lead"], "open": ["role:lead"], "reply": ["role:lead"]})
    busy = make_topic(ann, hall, title="How to brew")
    make_post(ben, busy)
    make_topic(ann, hall, title="When do we meet?", kind="question")
    make_topic(make_viewer("lena", role="lead"), hidden, title="Secret", kind="question")

    content, voices = content_passage(SYSTEM, *days()), voices_passage(SYSTEM, *days())

    assert content
    assert voices
    assert content.links[0][0].startswith("How to brew (")
    assert [title for title, _url in voices.links] == ["No answer yet: When do we meet?"]
    assert "1 of 1 new question has no answer yet." in voices.sentences
    assert "Secret" not in str(content) + str(voices)
