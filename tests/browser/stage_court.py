"""What stands in the pages of order and justice when somebody looks at them: made by the real actions."""

from collections.abc import Callable
from typing import Any

from steward.care.appeals.public import appeal, decide_appeal, write_word
from steward.care.classifier.actions.learn import learn
from steward.care.classifier.actions.train import train
from steward.care.classifier.tests.conftest import ABUSE, AD, FINE
from steward.care.clauses.public import clause_for
from steward.care.clauses.tests.code import write
from steward.care.conduct.actions.change_practice import change_practice
from steward.care.conduct.actions.claim import claim
from steward.care.conduct.actions.keep_sample import keep_sample
from steward.care.conduct.public import Case, Finding, Judgement, Reason, judge, open_case, report
from steward.care.oversight.actions.look_again import look_again
from steward.care.oversight.actions.publish_report import publish_report
from steward.care.screening.actions.rehearse import ask_rehearsal, rehearse
from steward.care.screening.actions.write_list import write_list
from steward.care.screening.actions.write_rule import write_rule
from steward.care.screening.models import Hit
from steward.care.screening.tests.rules_here import body, make_rule, make_source, say
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM, Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.square.forum.models import Category, Post, Topic
from steward.square.forum.tests.square import make_post, make_topic
from steward.stream.activity.public import Activity
from tests.browser.stage_order import Silent, found_order, person

NICO = "nico@example.org"


class Court:
    """Nico writes what he should not, Ann and Bo judge, Olivia owns the team."""

    def __init__(self) -> None:
        self.nico, self.reader = person(NICO, "Nico 尼科"), person("rita@example.org", "Rita")
        self.ann = person("ann@example.org", "Judge Ann", role="moderator")
        self.bo = person("bo@example.org", "Judge Bo", role="moderator")
        self.owner: Viewer = viewer_of(Account.objects.get(email="olivia@example.org"))
        general = Category.objects.get(key="general")
        self.topic: Topic = make_topic(self.reader, general, title="Kettles, quietly", source="Which one hums least?")

    def wrote(self, words: str) -> Post:
        """A reply of Nico's."""
        return make_post(self.nico, self.topic, source=words)

    def case(self, post: Post, code: str, note: str = "See there.") -> Case:
        """The case Rita's report makes of it."""
        report(actor=self.reader, kind="post", subject_id=post.pk, code=code, note=note)
        return Case.objects.get(kind="post", subject_id=post.pk)

    def judged(self, case: Case, level: str, code: str, hours: int = 0) -> Judgement:
        """Ann takes the case up and decides it."""
        claim(actor=self.ann, case_id=case.pk)
        clause = clause_for(code)
        assert clause
        return judge(actor=self.ann, case_id=case.pk, finding=Finding(
            level=level, clause=clause.key, hours=hours, facts="You gave somebody's address.",
            deviation="It was grave.",
        ))  # fmt: skip


def decisions(court: Court) -> dict[str, str]:
    """One that stands, told in the library; one appealed and being talked about; one overturned."""
    told = court.judged(court.case(court.wrote("She lives in Tea Street 3."), "privacy"), "mute", "privacy", 24)
    words = {"en": "Somebody gave an address.", "zh-hans": "有人公开了住址。"}
    keep_sample(actor=court.ann, judgement_id=told.pk, words=words)
    asked = court.judged(court.case(court.wrote("You all are leaves."), "abuse"), "hide", "abuse")
    waiting = appeal(actor=court.nico, judgement_id=asked.pk, words="It was meant kindly.")
    write_word(actor=court.bo, appeal_id=waiting.pk, words="To whom did you say it?")
    wrong = court.judged(court.case(court.wrote("His name is Ming."), "privacy"), "hide", "privacy")
    over = appeal(actor=court.nico, judgement_id=wrong.pk, words="He says so himself.")
    decide_appeal(actor=court.bo, appeal_id=over.pk, outcome="overturned", answer="He does: it is no secret.")
    look = look_again(actor=court.bo, judgement_id=told.pk, level="hide", clause=told.clause, note="A day is much.")
    free = court.judged(court.case(court.wrote("Her kettle cost 90."), "privacy"), "remind", "privacy")
    base = "/console/conduct/judgements/"
    return {
        "judgement": f"{base}{told.pk}/", "overturned": f"{base}{wrong.pk}/",
        "redact": f"/console/conduct/oversight/log/{told.pk}/redact/", "statement": f"/conduct/decisions/{told.pk}/",
        "statement-over": f"/conduct/decisions/{wrong.pk}/", "appeal-new": f"/conduct/decisions/{told.pk}/appeal/",
        "appeal-own": f"/conduct/decisions/{asked.pk}/appeal/", "appeal-over": f"/conduct/decisions/{wrong.pk}/appeal/",
        "appeal": f"/console/conduct/appeals/{waiting.pk}/", "appeal-decided": f"/console/conduct/appeals/{over.pk}/",
        "disagreement": f"/console/conduct/oversight/looks/differ/{look.pk}/",
        "look": f"/console/conduct/oversight/looks/{free.pk}/",
    }  # fmt: skip


def rules(court: Court) -> dict[str, str]:
    """A live rule with a hit and a rehearsal, changed once; one nobody rehearsed; a list."""
    words = write_list(actor=SYSTEM, name="Games 赌博词", code="gamble", words=("casino", "博彩", "百家乐"))
    write_rule(actor=SYSTEM, body=body({"words": [words.key]}, {"kind": "flag"}, name="From the list"))
    rule = make_rule({"terms": ["roulette", "轮盘"]}, name="No roulette", clause="lawful-content")
    source = make_source()
    say(source, "Who plays roulette tonight?", "我们今晚玩轮盘吧", "Tea is better.")
    rehearsal = rehearse(ask_rehearsal(actor=court.owner, rule_id=rule.pk, days=30).pk, Silent())
    court.wrote("Come and play roulette, friends.")
    write_rule(actor=SYSTEM, rule_id=rule.pk, body=rule.body() | {"priority": 5}, why="asked first")
    hit = Hit.objects.filter(rule=rule).latest("pk")
    base = "/console/conduct/rules/"
    return {
        "rule": f"{base}{rule.pk}/", "rule-edit": f"{base}{rule.pk}/edit/", "rule-yaml": f"{base}{rule.pk}/yaml/",
        "rule-version": f"{base}{rule.pk}/versions/2/", "rehearsal": f"{base}rehearsals/{rehearsal.pk}/",
        "hit": f"{base}hits/{hit.pk}/", "list": f"{base}lists/{words.pk}/",
        "list-edit": f"{base}lists/{words.pk}/edit/",
    }  # fmt: skip


def cases(court: Court) -> dict[str, str]:
    """One in the owner's hands, one nobody works on, one about a message elsewhere that is done by hand."""
    mine = court.case(court.wrote("A very long sale of very good kettles, write to me."), "flood")
    claim(actor=court.owner, case_id=mine.pk)
    open_one = court.case(court.wrote("Nobody reads this anyway."), "offtopic")
    elsewhere = Activity.objects.filter(body__contains="roulette").earliest("pk")
    there, _signal = open_case(
        actor=court.ann, kind="activity", subject_id=elsewhere.pk, reason=Reason("team", "gamble", "a game")
    )
    court.judged(there, "hide", "abuse")
    reported = court.wrote("Something to report.")
    return {
        "case": f"/console/conduct/cases/{mine.pk}/", "judge": f"/console/conduct/cases/{mine.pk}/judge/",
        "case-free": f"/console/conduct/cases/{open_one.pk}/", "case-decided": f"/console/conduct/cases/{there.pk}/",
        "report": f"/conduct/report/post/{reported.pk}/",
    }  # fmt: skip


def a_version_learned(court: Court) -> dict[str, str]:
    """A version of the classifier nobody uses yet."""
    for label, texts in (("ad", AD), ("abuse", ABUSE), ("", FINE)):
        for number in range(24):
            text = f"{texts[number % len(texts)]} {texts[(number * 3 + 1) % len(texts)]} {'一二三'[number // 8]}"
            learn(text=text, label=label, by=f"stage:{label or 'fine'}:{number}")
    version = train(actor=SYSTEM, progress=Silent())
    return {"classifier-version": f"/console/conduct/classifier/{version.number}/"}


def furnish_court() -> dict[str, Any]:
    """Everything of it: name → path."""
    found_order()
    write("be-brief", title="Be brief")
    change_practice(actor=SYSTEM, second_look=100)
    court = Court()
    parts: list[Callable[[Court], dict[str, str]]] = [decisions, rules, cases, a_version_learned]
    places = {name: path for part in parts for name, path in part(court).items()}
    last, oversight = f"{clock.now().year - 1}", "/console/conduct/oversight/"
    publish_report(actor=court.owner, period=last, words="A quiet year. 安静的一年。")
    return places | {
        "report-kept": f"/conduct/transparency/{last}/", "report-draft": f"{oversight}reports/{last}/",
        "load-of": f"{oversight}team/{court.ann.account_id}/",
    }  # fmt: skip
