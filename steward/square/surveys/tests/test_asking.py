"""Whom a survey asks, what is kept of an answer, what is shown."""

from datetime import timedelta

import pytest

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.kernel.sealing import unseal
from steward.people.access.public import SYSTEM, viewer_of
from steward.people.community.public import change_community
from steward.people.joining.public import Profile
from steward.people.members.public import Member
from steward.people.notify.models import Notification
from steward.square.surveys.actions.answer_survey import answer_survey, skip_survey, withdraw_answer
from steward.square.surveys.actions.forget import erase_answers, personal_answers
from steward.square.surveys.actions.hide_comment import hide_comment, show_comment
from steward.square.surveys.actions.import_answers import import_answers
from steward.square.surveys.actions.make_survey import Terms, change_survey, make_survey, remove_survey
from steward.square.surveys.actions.open_survey import close_survey, open_survey, tell_of_survey
from steward.square.surveys.contributions import to_close, write
from steward.square.surveys.models import Answer, Survey, Turn
from steward.square.surveys.queries.asking import accounts_to_tell, is_asked
from steward.square.surveys.queries.counted import answer_rows, nps_rows
from steward.square.surveys.queries.results import export_rows, results_for
from steward.square.surveys.rules import voter_of
from steward.square.surveys.tests.asked import answered, member, opened
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Scope, Window, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _community():
    change_community(actor=SYSTEM, name="Tea", languages=["en", "zh-hans"])


def test_a_member_has_one_answer_and_may_change_it_while_the_survey_is_open():
    survey, who = opened(), member("mei")

    answer_survey(actor=who, survey_id=survey.pk, score=3, comment="Slow")
    answer_survey(actor=who, survey_id=survey.pk, score=9, comment="Better")

    assert list(Answer.objects.values_list("score", "comment", "contact")) == [(9, "Better", None)]
    assert list(Fact.objects.filter(type="surveys.answered").values_list("actor", "data__how")) == [
        ("member", "new"), ("member", "changed"),
    ]  # fmt: skip
    assert withdraw_answer(actor=who, survey_id=survey.pk)
    assert Answer.objects.count() == 0


def test_nothing_kept_of_an_answer_names_the_member_and_closing_throws_the_key_away(owner):
    survey, who = opened(), member("mei")
    answer_survey(actor=who, survey_id=survey.pk, score=9)
    row = Answer.objects.get()

    assert row.voter == voter_of(unseal(survey.salt_sealed), who.account_id)
    assert Fact.objects.filter(actor=who.name).count() == 0
    close_survey(actor=owner, survey_id=survey.pk)

    survey.refresh_from_db()
    assert (survey.salt_sealed, Answer.objects.get().voter) == ("", "")
    with pytest.raises(Forbidden):
        answer_survey(actor=who, survey_id=survey.pk, score=1)
    assert list(Answer.objects.values_list("score", flat=True)) == [9]


def test_only_who_says_so_is_named_to_the_team():
    survey, who, other = opened(), member("mei"), member("lin")

    answer_survey(actor=who, survey_id=survey.pk, score=9, contact=True)
    answer_survey(actor=other, survey_id=survey.pk, score=9)
    named = list(Answer.objects.exclude(contact=None).values_list("contact", flat=True))
    answer_survey(actor=who, survey_id=survey.pk, score=9, contact=False)

    assert named == [who.account_id]
    assert Answer.objects.exclude(contact=None).count() == 0


def test_newcomers_the_team_young_members_without_consent_and_strangers_are_not_asked(moderator):
    survey = opened(min_days=14)
    newcomer, young, asked = member("new", days=3), member("young"), member("mei")
    Profile.objects.filter(account=young.account_id).update(needs_guardian=True)

    for who in (newcomer, young, moderator):
        with pytest.raises(Forbidden):
            answer_survey(actor=who, survey_id=survey.pk, score=9)

    assert accounts_to_tell(survey) == [asked.account_id]
    assert [is_asked(who, survey) for who in (newcomer, young, moderator, asked)] == [False, False, False, True]
    assert Answer.objects.count() == 0


def test_nobody_is_asked_again_before_the_rhythm_has_passed(owner):
    first, who, later = opened(rhythm=90), member("mei"), member("lin")
    answer_survey(actor=who, survey_id=first.pk, score=9)
    skip_survey(actor=later, survey_id=first.pk)
    close_survey(actor=owner, survey_id=first.pk)
    second = opened(rhythm=90)

    soon = [is_asked(one, second) for one in (who, later)]
    Turn.objects.update(on=today() - timedelta(days=90))

    assert soon == [False, False]
    assert [is_asked(one, second) for one in (who, later)] == [True, True]


def test_opening_tells_whom_it_asks_once(owner):
    who, newcomer = member("mei"), member("new", days=1)
    survey = opened()

    told = tell_of_survey(actor=SYSTEM, survey_id=survey.pk), tell_of_survey(actor=SYSTEM, survey_id=survey.pk)

    assert told == (1, 0)
    assert list(Notification.objects.values_list("account", "url")) == [(who.account_id, f"/surveys/{survey.slug}/")]
    assert not Notification.objects.filter(account=newcomer.account_id).exists()


def test_one_survey_at_a_time_and_the_question_stays_once_asked(owner):
    first = opened()
    second = make_survey(actor=owner, terms=Terms(kind="pulse"))

    with pytest.raises(Invalid):
        open_survey(actor=owner, survey_id=second.pk)
    with pytest.raises(Invalid):
        change_survey(actor=owner, survey_id=first.pk, terms=Terms(kind="pulse"))
    with pytest.raises(Invalid):
        remove_survey(actor=owner, survey_id=first.pk)

    assert list(Survey.objects.order_by("pk").values_list("kind", "state")) == [("nps", "open"), ("pulse", "draft")]
    remove_survey(actor=owner, survey_id=second.pk)
    assert Survey.objects.count() == 1


def test_nothing_is_shown_under_five_answers(analyst):
    survey = opened()
    answered(survey, 10, 9, 2, 8)
    few, rows = results_for(analyst, survey.pk), export_rows(analyst, survey.pk)
    window = Window(today(), today() + timedelta(days=1))
    hidden = nps_rows(window, Scope()), write(analyst, window.since, window.until)
    answered(survey, 9, start=10)

    found = results_for(analyst, survey.pk)

    assert (few.size, few.is_shown, few.value, few.counts, few.comments, rows) == (4, False, None, {}, [], [])
    assert hidden == ([], None)
    assert (found.size, found.value) == (5, pytest.approx(40.0))
    assert [(score, number) for score, number in found.counts.items() if number] == [(2, 1), (8, 1), (9, 2), (10, 1)]
    assert [one.score for one in found.comments] == [2, 8, 9, 9, 10]
    assert [one.score for one in results_for(analyst, survey.pk, "of 10").comments] == [10]
    assert nps_rows(window, Scope()) == [{"step": 0, "value": pytest.approx(40.0)}]
    assert answer_rows(window, Scope()) == [{"step": 0, "answers": 5}]
    assert "40" in write(analyst, window.since, window.until).sentences[0]


def test_metrics_put_answers_into_their_months(owner):
    survey = make_survey(actor=owner, terms=Terms())
    text = "score,date\n" + "10,2026-01-05\n" * 5 + "0,2026-02-05\n" * 5 + "5,2026-03-05\n" * 4
    import_answers(actor=owner, survey_id=survey.pk, data=text.encode())
    window = Window(today().replace(year=2026, month=1, day=1), today().replace(year=2026, month=4, day=1), Grain.MONTH)

    assert [row["value"] for row in nps_rows(window, Scope())] == [100.0, -100.0]
    assert [row["answers"] for row in answer_rows(window, Scope())] == [5, 5, 4]
    assert [(one.size, one.value) for one in results_for(owner, survey.pk).months] == [
        (5, 100.0),
        (5, -100.0),
        (4, None),
    ]


def test_importing_the_same_file_again_adds_nothing(owner):
    survey = opened()
    data = "评分,原因,日期\n9,好,2026-11-01\n12,错,2026-11-01\n9,好,2026-11-01\n".encode("gb18030")

    first = import_answers(actor=owner, survey_id=survey.pk, data=data)
    second = import_answers(actor=owner, survey_id=survey.pk, data=data)

    assert (first.added, first.known, [row.number for row in first.bad]) == (2, 0, [3])
    assert (second.added, second.known) == (0, 2)
    assert list(Answer.objects.values_list("score", "comment", "voter")) == [(9, "好", ""), (9, "好", "")]


def test_a_comment_with_a_name_in_it_is_hidden_and_shown_again(owner, moderator):
    survey = opened()
    answered(survey, 10, 9, 2, 8, 7)
    row = Answer.objects.get(score=2)

    with pytest.raises(Forbidden):
        hide_comment(actor=moderator, answer_id=row.pk)
    hide_comment(actor=owner, answer_id=row.pk, reason="a name")
    exported = {score: comment for score, comment, _month in export_rows(owner, survey.pk)}
    show_comment(actor=owner, answer_id=row.pk)

    assert (exported[2], exported[10]) == ("", "Because of 10.")
    assert Answer.objects.get(pk=row.pk).hidden is False


def test_who_leaves_takes_what_can_be_told_to_be_theirs():
    survey, who, other = opened(), member("mei"), member("lin")
    person = Member.objects.create(name="Mei", account=who.account)
    answer_survey(actor=who, survey_id=survey.pk, score=9, comment="Mine")
    answer_survey(actor=other, survey_id=survey.pk, score=1)

    given = personal_answers(person.pk)
    gone = erase_answers(person.pk)

    assert [(one["score"], one["comment"]) for one in given] == [(9, "Mine")]
    assert gone == 1
    assert list(Answer.objects.values_list("score", flat=True)) == [1]
    assert list(Turn.objects.values_list("account", flat=True)) == [other.account_id]


def test_a_survey_past_its_day_waits_for_who_may_close_it(owner):
    survey = opened(closes_on=today())

    items = to_close(owner)
    Survey.objects.update(closes_on=today() + timedelta(days=1))

    assert [(one.url, one.mine) for one in items] == [(f"/console/surveys/{survey.pk}/", False)]
    assert to_close(owner) == []


def test_others_may_not_ask_and_change_nothing(moderator, analyst, stranger):
    survey = opened()
    acts = (
        lambda who: make_survey(actor=who, terms=Terms()),
        lambda who: open_survey(actor=who, survey_id=survey.pk),
        lambda who: close_survey(actor=who, survey_id=survey.pk),
        lambda who: import_answers(actor=who, survey_id=survey.pk, data=b"score\n9\n"),
        lambda who: tell_of_survey(actor=who, survey_id=survey.pk),
    )

    for act in acts:
        for who in (moderator, analyst, stranger):
            with pytest.raises(Forbidden):
                act(who)
    with pytest.raises(Forbidden):
        results_for(stranger, survey.pk)

    assert (Survey.objects.count(), Answer.objects.count(), Survey.objects.get().state) == (1, 0, "open")


def test_scores_off_the_scale_are_refused():
    survey, who = opened(kind="pulse"), member("mei")

    for score in (0, 6, -1, 11):
        with pytest.raises(Invalid):
            answer_survey(actor=who, survey_id=survey.pk, score=score)

    assert (Answer.objects.count(), Turn.objects.count()) == (0, 0)
    assert clock.now() > viewer_of(who.account).account.date_joined


def test_an_answer_can_be_taken_back_by_who_is_not_asked_any_more():
    from steward.people.access.models import Grant

    survey, mei = opened(), member("mei")
    answer_survey(actor=mei, survey_id=survey.pk, score=3)
    Grant.objects.create(account=mei.account, role="moderator", granted_at=clock.now())

    assert withdraw_answer(actor=viewer_of(mei.account), survey_id=survey.pk)
    assert Answer.objects.count() == 0


def test_the_same_answer_twice_is_told_once_and_changing_it_has_an_end():
    survey, mei = opened(), member("mei")
    for _time in range(3):
        answer_survey(actor=mei, survey_id=survey.pk, score=3)
        skip_survey(actor=mei, survey_id=survey.pk)
    told = Fact.objects.filter(type="surveys.answered").count()
    with pytest.raises(Invalid):
        for score in [4, 5] * 20:
            answer_survey(actor=mei, survey_id=survey.pk, score=score)

    assert told == 1
    assert Fact.objects.filter(type="surveys.answered").count() == 12


def test_months_of_few_answers_are_not_named_and_what_is_hidden_cannot_be_searched_for(owner):
    survey = opened()
    answered(survey, 9, 9, 8, 3, 2, 1)
    early = Answer.objects.order_by("pk").first()
    Answer.objects.filter(pk=early.pk).update(on=today() - timedelta(days=62), comment="Ask Wang about it")
    hide_comment(actor=owner, answer_id=early.pk)

    assert sorted({month for _score, _comment, month in export_rows(owner, survey.pk)}) == ["", f"{today():%Y-%m}"]
    assert results_for(owner, survey.pk, "Wang").comments == []
