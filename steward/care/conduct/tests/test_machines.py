"""What rules and the classifier bring before the team."""

import pytest

from steward.care.conduct.actions.close_case import close_case
from steward.care.conduct.actions.follow import add_hit, drop_hit, sweep
from steward.care.conduct.actions.propose import propose
from steward.care.conduct.models import Case, Signal
from steward.care.conduct.queries.explained import explained
from steward.care.conduct.tests.courtroom import found_a_code, make_viewer
from steward.care.screening.public import Hit, Mode, Rule
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def hit():
    found_a_code()
    post = make_post(topic=make_topic(), source="加微信买表")
    rule = Rule.objects.create(key="links", name="Links of newcomers", condition={}, changed_at=clock.now(), version=3)
    return Hit.objects.create(
        rule=rule, version=3, mode=Mode.LIVE, kind="post", subject_id=post.pk, words_key="x", at=clock.now(),
        acts=[{"kind": "flag", "value": "", "to": ""}], code="ad", excerpt="加微信买表",
        reasons=[{"what": "word", "detail": "加微信", "start": 0, "end": 3, "field": "text", "word": "加微信",
                  "list": "ads", "list_version": 7, "via": "plain", "why": "", "params": []}],
    )  # fmt: skip


def test_a_hit_is_a_signal_that_says_which_word_of_which_list(hit) -> None:
    for _ in range(2):
        add_hit(hit.pk, "post", hit.subject_id, "ad")

    signal = Signal.objects.get()
    assert (signal.source, signal.code, signal.hit_id, signal.evidence["version"]) == ("rule", "ad", hit.pk, 3)
    (shown,) = explained(signal.case)
    assert shown.rule == "Links of newcomers, version 3"
    assert [(piece.text, piece.reason) for piece in shown.words] == [("加微信", 0), ("买表", None)]
    assert (shown.reasons[0].list_key, shown.reasons[0].list_version) == ("ads", 7)


def test_a_decision_goes_into_the_rules_record(hit) -> None:
    add_hit(hit.pk, "post", hit.subject_id, "ad")
    close_case(actor=SYSTEM, case=Case.objects.get(), upheld=False, words="fine")

    assert Hit.objects.get().outcome == "dismissed"


def test_a_hit_that_is_taken_back_closes_a_case_nothing_else_speaks_for(hit) -> None:
    add_hit(hit.pk, "post", hit.subject_id, "ad")
    drop_hit(hit.pk)

    assert (Case.objects.get().state, Signal.objects.count()) == ("decided", 0)


def test_rules_that_only_tag_bring_nothing_into_the_queue_and_the_sweep_finds_what_was_missed(hit) -> None:
    Hit.objects.update(acts=[{"kind": "tag", "value": "ad", "to": ""}])
    add_hit(hit.pk, "post", hit.subject_id, "ad")
    assert Case.objects.count() == 0
    Hit.objects.update(acts=[{"kind": "flag", "value": "", "to": ""}])
    sweep()
    assert Signal.objects.get().hit_id == hit.pk


def test_the_classifier_proposes_what_it_is_sure_of_once() -> None:
    found_a_code()
    topic = make_topic(make_viewer(), source="How do I plant tomatoes on a balcony?")
    propose()
    make_post(topic=topic, source="They need sun and a deep pot.")
    advert = make_post(topic=topic, source="兼职日结，加微信领优惠券，包邮！")
    assert (propose(), propose()) == (2, 0)

    signal = Signal.objects.get()
    assert (signal.case.subject_id, signal.source, signal.code) == (advert.pk, "model", "ad")
    assert (signal.evidence["version"], signal.weight) == ("lexicon-1", 4 * signal.evidence["probability"])
    assert "加微信" in dict(explained(signal.case)[0].features)
