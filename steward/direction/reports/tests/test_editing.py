"""Editing drafts, holding and discarding them, plans, forgetting."""

from datetime import date

import pytest

from steward.direction.reports.actions.edit_report import (
    Edit,
    discard_report,
    edit_report,
    hold_report,
    release_report,
)
from steward.direction.reports.actions.forget import erase_reports
from steward.direction.reports.actions.plan_reports import Wanted, change_plan, make_plan, remove_plan, switch_plan
from steward.direction.reports.actions.send_report import send_report
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.enums import State
from steward.direction.reports.errors import ChangedMeanwhile, NobodyReads, NotOpen
from steward.direction.reports.models import Report, ReportPassage, ReportPlan
from steward.direction.reports.queries.personal import personal_reports
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.rules.addresses import parse_addresses
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.contracts import Passage, ReportPart
from steward.foundation.kernel.registry import contribute
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import SYSTEM
from steward.people.members.models import Member

pytestmark = pytest.mark.django_db
WEEK = {"period": "week", "since": date(2024, 3, 4), "until": date(2024, 3, 11)}


@pytest.fixture
def draft(club) -> Report:
    """A weekly report with two passages."""
    voice = Passage("Voices", ("Three members asked for evening hours.",))
    contribute("report-parts", ReportPart("test.voices", "voices", ("week",), lambda *_: voice))
    return write_report(actor=SYSTEM, style="plain", **WEEK)


def keys(report: Report) -> list[str]:
    return [one.key for chapter in reading(report, "en").chapters for one in chapter.passages]


def test_words_on_top_a_rewritten_passage_and_one_left_out(draft, analyst):
    numbers, voices = draft.passages.all()
    edit = Edit(
        {"en": "A **good** week."}, {(voices.pk, "en"): "Members want evenings."}, None, frozenset({numbers.pk})
    )

    changed = edit_report(actor=analyst, report_id=draft.pk, version=1, edit=edit)

    english, chinese = reading(changed, "en"), reading(changed, "zh-hans")
    assert (changed.state, changed.version) == (State.EDITED, 2)
    assert english.note == "A **good** week."
    assert chinese.note == ""
    said = english.chapters[0].passages[0]
    assert (said.text, said.edited_by, said.is_edited) == ("Members want evenings.", "Anna", True)
    assert chinese.chapters[0].passages[0].is_edited is False
    assert keys(changed) == ["test.voices"]
    assert "Members want evenings." in Report.objects.get().words
    assert changed.numbers == draft.numbers
    assert Fact.objects.get(type="reports.changed").data["what"] == "passages"


def test_passages_take_the_order_given_within_their_chapters_and_their_own_words_back(draft, analyst):
    numbers, voices = draft.passages.all()
    rewritten = Edit({}, {(voices.pk, "en"): "Evenings!"}, [voices.pk, numbers.pk])
    edit_report(actor=analyst, report_id=draft.pk, version=1, edit=rewritten)

    changed = edit_report(actor=analyst, report_id=draft.pk, version=2, edit=Edit({}, {(voices.pk, "en"): ""}))

    assert list(changed.passages.values_list("key", flat=True)) == ["test.voices", "reports.numbers"]
    assert changed.passages.get(key="test.voices").edited == {}


def test_two_people_cannot_overwrite_each_other(draft, owner, analyst):
    edit_report(actor=owner, report_id=draft.pk, version=1, edit=Edit({"en": "mine"}))

    with pytest.raises(ChangedMeanwhile):
        edit_report(actor=analyst, report_id=draft.pk, version=1, edit=Edit({"en": "yours"}))
    with pytest.raises(ChangedMeanwhile):
        send_report(actor=analyst, report_id=draft.pk, version=1)

    assert Report.objects.get().note == {"en": "mine"}


def test_what_is_denied_changes_nothing(draft, owner, moderator, stranger):
    before = Report.objects.values().get(), list(ReportPassage.objects.values())
    passage = draft.passages.first()
    for viewer in (moderator, stranger):
        for act in (hold_report, release_report, discard_report):
            with pytest.raises(Forbidden):
                act(actor=viewer, report_id=draft.pk, version=1)
        with pytest.raises(Forbidden):
            edit_report(actor=viewer, report_id=draft.pk, version=1, edit=Edit({"en": "x"}))
    for edit in (
        Edit({"fr": "bonjour"}), Edit({}, {(0, "en"): "x"}), Edit({}, {}, [passage.pk, passage.pk]),
        Edit({"en": "x" * 20_001}),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            edit_report(actor=owner, report_id=draft.pk, version=1, edit=edit)

    assert (Report.objects.values().get(), list(ReportPassage.objects.values())) == before


def test_held_released_sent_and_then_closed(draft, analyst):
    assert hold_report(actor=analyst, report_id=draft.pk, version=1).state == State.HELD
    assert release_report(actor=analyst, report_id=draft.pk, version=2).state == State.WRITTEN
    send_report(actor=analyst, report_id=draft.pk, version=3)

    for act in (hold_report, discard_report):
        with pytest.raises(NotOpen):
            act(actor=analyst, report_id=draft.pk, version=4)


def test_a_discarded_report_of_a_plan_stays_skipped_and_one_by_hand_is_gone(draft, club, owner, analyst):
    plan = make_plan(actor=owner, wanted=Wanted("week", "plain", accounts=[owner.account_id]), enabled=True)
    planned = write_report(actor=SYSTEM, plan=plan, **WEEK)

    discard_report(actor=analyst, report_id=draft.pk, version=1)
    discard_report(actor=analyst, report_id=planned.pk, version=1)

    assert Report.objects.values_list("pk", "state", "why").get() == (planned.pk, State.SKIPPED, "discarded")
    assert write_report(actor=SYSTEM, plan=plan, **WEEK).pk == planned.pk


def test_plans_are_for_leads_and_need_readers_to_be_turned_on(db, owner, analyst):
    wanted = Wanted("day", "chinese", roles=["lead", "analyst"], addresses=[["boss@example.org", "zh-hans"]])
    with pytest.raises(Forbidden):
        make_plan(actor=analyst, wanted=wanted)
    with pytest.raises(Invalid):
        make_plan(actor=owner, wanted=Wanted("year", "chinese"))
    with pytest.raises(Invalid):
        make_plan(actor=owner, wanted=Wanted("day", "chinese", addresses=[["not an address", "en"]]))
    assert ReportPlan.objects.count() == 0

    plan = make_plan(actor=owner, wanted=wanted)
    switch_plan(actor=owner, plan_id=plan.pk, on=True)
    change_plan(actor=owner, plan_id=plan.pk, version=2, wanted=Wanted("day", "plain"))

    with pytest.raises(ChangedMeanwhile):
        change_plan(actor=owner, plan_id=plan.pk, version=2, wanted=wanted)
    switch_plan(actor=owner, plan_id=plan.pk, on=False)
    with pytest.raises(NobodyReads):
        switch_plan(actor=owner, plan_id=plan.pk, on=True)
    with pytest.raises(Forbidden):
        remove_plan(actor=analyst, plan_id=plan.pk)
    remove_plan(actor=owner, plan_id=plan.pk)
    assert ReportPlan.objects.count() == 0


def test_addresses_are_read_line_by_line():
    text = "boss@example.org zh\n\nada@example.org en, BOSS@example.org en\nlin@example.org"
    assert parse_addresses(text, "zh-hans") == [
        ["boss@example.org", "zh-hans"], ["ada@example.org", "en"], ["lin@example.org", "zh-hans"],
    ]  # fmt: skip
    for bad in ("boss@example.org fr", "boss", "a@example.org en please"):
        with pytest.raises(Invalid):
            parse_addresses(bad, "en")


def test_a_forgotten_member_is_off_plans_and_words(draft, owner, analyst):
    member = Member.objects.create(name="Anna", account=analyst.account)
    plan = make_plan(actor=owner, wanted=Wanted("day", "plain", accounts=[analyst.account_id]))
    voices = draft.passages.get(key="test.voices")
    edit_report(actor=analyst, report_id=draft.pk, version=1, edit=Edit({}, {(voices.pk, "en"): "Evenings!"}))
    told = personal_reports(member.pk)

    gone = erase_reports(member.pk)

    assert (told["plans"], told["words"][0]["text"]) == ([plan.pk], "Evenings!")
    assert gone == 2
    assert plan.accounts.count() == 0
    assert ReportPassage.objects.get(pk=voices.pk).edited["en"]["by"] is None
    assert ReportPassage.objects.get(pk=voices.pk).edited["en"]["text"] == "Evenings!"
