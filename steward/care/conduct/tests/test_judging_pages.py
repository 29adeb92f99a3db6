"""The pages of judging: form, preview, statement, lists, practice, tasks, library, panel, JSON."""

from datetime import timedelta

import pytest
from django.utils import translation

from steward.care.conduct.actions.change_practice import begin_with, change_practice, undo_practice
from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.do_task import do_task, reopen_task
from steward.care.conduct.actions.erase_judgements import erase_judgements
from steward.care.conduct.actions.keep_sample import drop_sample, keep_sample
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.actions.tell_author import lines_of
from steward.care.conduct.models import Alternate, ChannelTask, Judgement, Sanction
from steward.care.conduct.public import judge, overturn, practice_now
from steward.care.conduct.queries.channels import load
from steward.care.conduct.queries.library import samples
from steward.care.conduct.queries.own import own_judgements
from steward.care.conduct.queries.personal_judgements import personal_judgements
from steward.care.conduct.queries.statement import statement_for
from steward.care.conduct.queries.task_words import RULE
from steward.care.conduct.queries.told import judgement_told
from steward.care.conduct.rules.practice import LADDERS, Practice
from steward.care.conduct.tests.courtroom import clause, finding, found_a_code, make_case, make_viewer
from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import NOBODY, SYSTEM
from steward.people.members.models import Identity, Member
from steward.people.notify.models import Content
from steward.people.restraints.models import Restraint
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.stream.activity.models import Activity, Channel, Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _code(db):
    found_a_code()


@pytest.fixture
def lead(db):
    return make_viewer("Lead", role="lead")


def sent(level="hide", **more):
    return {"level": level, "clause": clause().key, "facts": "Sold watches.", "time": "", "unit": "h", "scope": "",
            "deviation": "", "note": "", "version": ""} | more  # fmt: skip


def test_the_form_decides_and_goes_on_to_the_next_case(moderator, client_of):
    case = make_case()
    claim(actor=moderator, case_id=case.pk)
    client = client_of(moderator)

    page = client.get(f"/console/conduct/cases/{case.pk}/judge/").content.decode()
    answer = client.post(
        f"/console/conduct/cases/{case.pk}/judge/", sent("mute", time="2", unit="d", deviation="twice today")
    )

    assert "The first violation within 365 days." in page
    assert 'data-judge-level="mute"' in page
    assert answer.url == f"/console/conduct/queue/next/?besides={case.pk}"
    judgement = Judgement.objects.get()
    assert (judgement.level, judgement.deviation) == ("mute", "twice today")
    assert judgement.sanction.ends_at - judgement.sanction.imposed_at == timedelta(days=2)
    assert Restraint.objects.count() == 1


def test_what_is_missing_is_said_on_the_form_and_nothing_happens(moderator, client_of):
    case = make_case()

    answer = client_of(moderator).post(f"/console/conduct/cases/{case.pk}/judge/", sent("mute", facts="I typed this"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say for how many hours" in page
    assert "I typed this" in page
    assert not Judgement.objects.exists()


def test_the_preview_says_what_would_follow_and_asks_for_a_reason(moderator, client_of):
    case = make_case()

    answer = client_of(moderator).post(
        f"/console/conduct/cases/{case.pk}/preview/",
        sent("ban", clause=clause("offtopic").key),
        headers={"HX-Request": "true"},
    )

    page = answer.content.decode()
    assert "<html" not in page
    assert 'name="deviation"' in page
    assert "The author is held back: banned." in page
    assert "It counts as violation 1 on the ladder." in page


def test_members_and_analysts_see_nothing_of_it(stranger, analyst, client_of):
    judgement = judge(actor=make_viewer(role="moderator"), case_id=make_case().pk, finding=finding("mute"))
    before = [list(Judgement.objects.values()), list(Sanction.objects.values())]

    for viewer in (stranger, analyst):
        client = client_of(viewer)
        for path in ("judgements/", f"judgements/{judgement.pk}/", "sanctions/", "practice/",
                     f"cases/{judgement.case_id}/judge/"):  # fmt: skip
            assert client.get(f"/console/conduct/{path}").status_code in {302, 403}, path
        for path in (f"judgements/{judgement.pk}/overturn/", f"sanctions/{judgement.sanction.pk}/lift/",
                     f"judgements/{judgement.pk}/sample/", "practice/begin/"):  # fmt: skip
            data = {"reason": "x", "ladder": "forum-a"}
            assert client.post(f"/console/conduct/{path}", data).status_code in {302, 403}, path
        assert client.get(f"/conduct/decisions/{judgement.pk}/").status_code == 404

    assert [list(Judgement.objects.values()), list(Sanction.objects.values())] == before
    assert practice_now() == Practice()


def test_the_statement_says_what_why_and_how_to_appeal(moderator, client_of):
    author = make_viewer("Author")
    now = clock.now()
    judgement = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"), now=now)

    page = client_of(author).get(f"/conduct/decisions/{judgement.pk}/").content.decode()
    mail = Content.objects.get(message_key=f"judgement:{judgement.pk}")
    found = statement_for(author, judgement.pk)

    for words in ("Statement of reasons", "Muted, 1 day", "Sold watches under a question.", clause().title(),
                  "version 1", "No machine was involved", "The team"):  # fmt: skip
        assert words in page, words
    assert moderator.account.name not in page
    assert found.appeal_until == now + timedelta(days=15)
    assert [head for head, _text in lines_of(found)][:3] == [
        "What was decided", "Where and for how long", "What happened"
    ]  # fmt: skip
    assert "Sold watches under a question." in mail.text
    with translation.override("zh-hans"):
        assert statement_for(author, judgement.pk).path == found.path
    with pytest.raises(NotFound):
        statement_for(make_viewer("Other"), judgement.pk)
    with pytest.raises(NotFound):
        statement_for(NOBODY, judgement.pk)


def test_the_mail_is_in_the_language_of_the_author(moderator):
    author = make_viewer("作者")
    author.account.language = "zh-hans"
    author.account.save()

    judgement = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("warn"))

    assert clause().title("zh-hans") in Content.objects.get(message_key=f"judgement:{judgement.pk}").text


def test_ones_own_list_has_what_was_decided_and_whether_it_stands(moderator, owner, queries_of):
    author = make_viewer("Author")
    first = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))
    one = queries_of(lambda: own_judgements(author))
    judge(actor=moderator, case_id=make_case(author).pk, finding=finding("none"))
    second = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("hide"))
    judge(actor=moderator, case_id=make_case().pk, finding=finding("hide"))
    overturn(actor=owner, judgement_id=first.pk, reason="No.")

    assert [(line.id, line.level, line.overturned) for line in own_judgements(author)] == [
        (second.pk, "hide", False), (first.pk, "mute", True),
    ]  # fmt: skip
    assert queries_of(lambda: own_judgements(author)) == one == 2


def test_lists_do_not_ask_more_for_more(moderator, client_of, queries_of):
    client = client_of(moderator)
    pages = (
        "/console/conduct/judgements/",
        "/console/conduct/sanctions/",
        "/conduct/library/",
    )

    def make():
        judgement = judge(actor=moderator, case_id=make_case().pk, finding=finding("mute"))
        ChannelTask.objects.create(judgement=judgement, ability="mute", words="w", at=clock.now())
        keep_sample(actor=moderator, judgement_id=judgement.pk, words={"en": "Somebody sold watches."})

    make()
    few = [queries_of(lambda path=path: client.get(path)) for path in pages]
    make()
    make()
    many = [queries_of(lambda path=path: client.get(path)) for path in pages]

    assert few == many
    assert client.get("/console/conduct/judgements/?format=csv").status_code == 200


def test_overturn_lift_and_sample_from_the_page_of_a_judgement(moderator, client_of):
    author = make_viewer("Anna")
    judgement = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))
    client, path = client_of(moderator), f"/console/conduct/judgements/{judgement.pk}/"
    page = client.get(path).content.decode()

    client.post(path + "sample/", {"words-en": "Anna sold https://x.example watches.", "words-zh-hans": ""})
    client.post(f"/console/conduct/sanctions/{judgement.sanction.pk}/lift/", {"reason": "Said sorry."})
    judgement.refresh_from_db()
    sample = dict(judgement.sample_words)
    client.post(path + "overturn/", {"reason": "Was a joke.", "tell_reporters": "on"})
    judgement.refresh_from_db()

    assert "The ladder had proposed" in page
    assert sample == {"en": "… sold … watches.", "zh-hans": ""}
    assert judgement.overturned_why == "Was a joke."
    assert Post.objects.get(pk=judgement.case.subject_id).state == PostState.VISIBLE
    assert samples(NOBODY) == []
    assert client.get(path).status_code == 200


def test_many_are_overturned_with_one_reason(moderator, lead, client_of):
    ids = [judge(actor=moderator, case_id=make_case().pk, finding=finding("mute")).pk for _ in range(2)]
    client, path = client_of(lead), "/console/conduct/judgements/overturn/"

    asked = client.post(path, {"rows": ids})
    client.post(path, {"rows": ids, "reason": "A wrong rule."})

    assert 'name="reason"' in asked.content.decode()
    assert set(Judgement.objects.values_list("overturned_why", flat=True)) == {"A wrong rule."}
    assert not Restraint.objects.filter(lifted_at=None).exists()


def test_settings_change_by_version_and_go_back(lead, moderator, client_of):
    client = client_of(lead)
    page = client.get("/console/conduct/practice/").content.decode()
    form = {"window_days": 30, "grave": 2, "claim_minutes": 10, "claim_target": 60, "decide_1": 9, "decide_2": 8,
            "decide_3": 7, "decide_4": 6, "appeal_days": 20, "dsa": "on", "second_look": 10, "scope": "place",
            "disturbing": ["porn"], "rung-0-level": "warn", "rung-1-level": "mute", "rung-1-time": "2",
            "rung-1-unit": "d", "rung-1-en": "two days", "exempt-0-who": "role:editor",
            "exempt-0-most": "warn"}  # fmt: skip

    saved = client.post("/console/conduct/practice/", form)
    found = practice_now()
    wrong = client.post("/console/conduct/practice/", form | {"grave": 9})
    decision = Decision.objects.get(kind="conduct.practice")
    with pytest.raises(Forbidden):
        undo_practice(actor=moderator, decision_id=decision.pk)
    with pytest.raises(Forbidden):
        change_practice(actor=moderator, appeal_days=1)
    client.post(f"/console/conduct/practice/undo/{decision.pk}/")

    assert 'name="rung-3-level"' in page
    assert saved.status_code == 302
    assert [(rung.level, rung.hours) for rung in found.ladder] == [("warn", 0), ("mute", 48)]
    assert (found.jumps, found.decide_hours, found.scope, found.days_to_appeal) == ({4: 2}, (9, 8, 7, 6), "place", 180)
    assert [(one.kind, one.who, one.most) for one in found.exemptions] == [("role", "editor", "warn")]
    assert (found.version, found.effect_first, found.library, found.disturbing) == (1, False, False, ("porn",))
    assert wrong.status_code == 422
    assert practice_now() == Practice(version=2)


def test_a_ladder_to_begin_with_is_taken_and_not_over_a_later_choice_taken_back(lead):
    decision = begin_with(actor=lead, ladder="forum-b")
    found = practice_now()
    same = begin_with(actor=lead, ladder="forum-b")
    change_practice(actor=lead, window_days=99)
    begin_with(actor=lead, ladder="forum-a")

    assert found.ladder == LADDERS["forum-b"].rungs
    assert same is None
    with pytest.raises(Invalid, match="changed again"):
        undo_practice(actor=lead, decision_id=decision.pk)
    with pytest.raises(NotFound):
        begin_with(actor=lead, ladder="nothing")
    assert practice_now().ladder == LADDERS["forum-a"].rungs


@pytest.fixture
def message(db):
    """What somebody wrote on Discord, whose identity nobody has claimed."""
    source = Source.objects.create(name="Discord", service="discord", realm="x")
    channel = Channel.objects.create(source=source, key="1", name="general", kind="chat")
    member = Member.objects.create(name="Dora")
    identity = Identity.objects.create(
        member=member, home=member, service="discord", realm="x", account_id="9", name="Dora"
    )
    return Activity.objects.create(
        seq=1, source=source, channel=channel, key="m1", kind="post", occurred_at=clock.now(), identity=identity,
        body="watches, cheap", url="https://discord.example/1",
    )  # fmt: skip


def test_an_address_from_outside_that_would_run_a_script_is_no_link(message):
    Activity.objects.filter(pk=message.pk).update(url="javascript:alert(1)", body="<script>")

    found = load([message.pk])[message.pk]

    assert found.url == f"/console/conversations/message/{message.pk}/"
    assert found.html == "<p>&lt;script&gt;</p>"


def test_where_a_channel_lets_nobody_act_a_person_gets_words_to_copy(moderator, owner, client_of, stranger, message):
    case, _signal = open_case(actor=SYSTEM, kind="activity", subject_id=message.pk, reason=Reason("rule", "ad"))

    judgement = judge(actor=moderator, case_id=case.pk, finding=finding("mute"))
    tasks = list(ChannelTask.objects.order_by("pk"))
    client = client_of(moderator)
    page = client.get(f"/console/conduct/judgements/{judgement.pk}/").content.decode()
    with pytest.raises(Forbidden):
        do_task(actor=stranger, task_id=tasks[0].pk)
    waits = Sanction.objects.get().effective_at
    client.post(f"/console/conduct/tasks/{tasks[0].pk}/done/")
    tasks[0].refresh_from_db()

    assert [(task.ability, task.channel_id, task.url) for task in tasks] == [
        ("hide", message.channel_id, message.url), ("mute", message.channel_id, message.url),
    ]  # fmt: skip
    assert all(len(task.words.split(RULE)) == 2 for task in tasks)
    assert "Sold watches under a question." in page
    assert page.count("data-copy=") == 4
    assert (waits, tasks[0].done_by_id) == (None, moderator.own_id)
    assert Sanction.objects.get().effective_at == tasks[0].done_at
    assert not Restraint.objects.exists()
    assert do_task(actor=moderator, task_id=tasks[0].pk) is False
    assert reopen_task(actor=moderator, task_id=tasks[0].pk) is True
    assert Sanction.objects.get().effective_at is None
    do_task(actor=moderator, task_id=tasks[0].pk)
    overturn(actor=owner, judgement_id=judgement.pk, reason="A joke.")
    left = ChannelTask.objects.filter(done_at=None)
    assert list(left.values_list("ability", flat=True)) == ["restore"]
    assert "A joke." in left.get().words


def test_the_library_is_open_unless_it_is_switched_off(moderator, lead, client_of, client):
    judgement = judge(actor=moderator, case_id=make_case().pk, finding=finding("hide"))
    with pytest.raises(Invalid):
        keep_sample(actor=moderator, judgement_id=judgement.pk, words={"en": " "})
    with pytest.raises(Forbidden):
        keep_sample(actor=make_viewer(), judgement_id=judgement.pk, words={"en": "x"})
    keep_sample(actor=moderator, judgement_id=judgement.pk, words={"en": "Somebody sold watches."})

    page = client.get("/conduct/library/").content.decode()
    change_practice(actor=lead, library=False)

    assert "Somebody sold watches." in page
    assert client.get("/conduct/library/").status_code == 404
    assert len(samples(moderator)) == 1
    assert samples(moderator, "no-such-clause") == []
    assert drop_sample(actor=moderator, judgement_id=judgement.pk) is True
    assert drop_sample(actor=moderator, judgement_id=judgement.pk) is False


def test_a_members_page_shows_judgements_and_links_accounts(moderator, client_of):
    author, alt = make_viewer("Author"), make_viewer("Alt")
    judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))
    member = author.account.member
    client = client_of(moderator)

    client.post(
        f"/console/conduct/members/{member.pk}/link/", {"other": alt.account.email, "why": "same words", "hold": "on"}
    )
    page = client.get(f"/console/members/{member.pk}/").content.decode()
    held = Restraint.objects.filter(lifted_at=None).count()
    client.post(f"/console/conduct/members/{member.pk}/link/", {"other": alt.own_id, "unlink": "1"})
    client.post(f"/console/conduct/members/{member.pk}/link/", {"other": "nobody", "why": "x"})

    assert "muted, 1 day" in page
    assert "same words" in page
    assert held == 2
    assert Restraint.objects.filter(lifted_at=None).count() == 1
    assert not Alternate.objects.exists()


def test_personal_data_is_given_and_words_are_erased_but_not_the_record(moderator):
    author = make_viewer("Author")
    judgement = judge(actor=moderator, case_id=make_case(author).pk, finding=finding("mute"))
    keep = judge(actor=moderator, case_id=make_case().pk, finding=finding("mute"))
    member = author.account.member.pk

    told = personal_judgements(member)
    erase_judgements(member)

    judgement.refresh_from_db()
    keep.refresh_from_db()
    assert [(one["level"], one["facts"]) for one in told] == [("mute", "Sold watches under a question.")]
    assert (judgement.facts, judgement.level, judgement.clause) == ("", "mute", clause().key)
    assert keep.facts != ""


def test_other_systems_hear_of_it_without_words_or_names(moderator):
    judgement = judge(actor=moderator, case_id=make_case(make_viewer("Anna")).pk, finding=finding("mute"))

    told = judgement_told({"judgement_id": judgement.pk})

    assert told is not None
    assert set(told["judgement"]) == {
        "id", "case_id", "at", "level", "clause", "clause_version", "code", "source", "place", "overturned_at",
        "by_appeal",
    }  # fmt: skip
    assert "Anna" not in str(told)
    assert judgement_told({"judgement_id": 0}) is None
