"""The pages of the rules: who sees what, how many queries, what forms do."""

import pytest
from django.urls import reverse

from steward.care.screening.actions.rehearse import ask_rehearsal, rehearse
from steward.care.screening.actions.write_list import write_list
from steward.care.screening.engine.builtin import builtin_lists
from steward.care.screening.forms.rule import as_yaml
from steward.care.screening.models import Hit, Rehearsal, Rule, WordList
from steward.care.screening.tests.rules_here import CASINO, HOLD, make_rule, make_source, say
from steward.people.access.public import SYSTEM
from steward.square.forum.tests.square import make_post, make_topic

pytestmark = pytest.mark.django_db


def page(client, name, *args, **params):
    return client.get(reverse(name, args=args), params)


def test_moderators_see_and_others_do_not(client_of, owner, moderator, analyst):
    rule = make_rule()
    names = ["screening-rules", "screening-hits", "screening-lists", "screening-try"]

    assert [page(client_of(moderator), name).status_code for name in names] == [200] * 4
    assert [page(client_of(analyst), name).status_code for name in names] == [403] * 4
    assert page(client_of(moderator), "screening-rule", rule.pk).status_code == 200
    assert page(client_of(moderator), "screening-edit", rule.pk).status_code == 403
    assert page(client_of(moderator), "screening-new").status_code == 403
    assert page(client_of(owner), "screening-rule", rule.pk + 99).status_code == 404


def test_lists_of_rules_and_hits_make_the_same_number_of_queries_for_one_and_three(client_of, owner, queries_of):
    client, topic = client_of(owner), make_topic()
    counts = []
    for number, word in enumerate(["casino", "poker", "slots"]):
        rule = make_rule({"terms": [word]}, name=f"Rule {number}")
        rehearse(ask_rehearsal(actor=owner, rule_id=rule.pk).pk)
        write_list(actor=owner, name=f"List {number}", words=[word])
        make_post(topic=topic, source=f"{word} {number}")
        if number in {0, 2}:
            names = ("screening-rules", "screening-hits", "screening-lists")
            counts.append([queries_of(lambda name=name: page(client, name)) for name in names])

    assert counts[0] == counts[1]


def test_a_rule_is_written_condition_by_condition_without_a_script(client_of, owner):
    client = client_of(owner)
    address = reverse("screening-new")

    first = client.post(address, {"g0.mode": "all", "g0.add": "terms", "do": "add:0", "name": "", "join": "all"})
    assert "g0.r0.terms" in first.content.decode()
    assert "Something needs another look" not in first.content.decode()
    live = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "rule-form"}
    part = client.post(address, {"g0.mode": "all", "g0.add": "links", "do": "add:0"}, **live).content.decode()
    assert "g0.r0.sign" in part
    assert "<html" not in part
    fields = {
        "g0.mode": "any", "g0.r0.kind": "terms", "g0.r0.terms": "casino\n博彩", "g0.r0.search": "includes-word",
        "g0.r0.in": "both", "g0.r1.kind": "links", "g0.r1.sign": "at_least", "g0.r1.value": "3",
        "g1.mode": "none", "g1.r0.kind": "level", "g1.r0.sign": "at_least", "g1.r0.value": "2",
        "join": "all", "name": "No casinos", "act.hold": "1", "spares_team": "on", "ceiling": "30", "priority": "0",
    }  # fmt: skip
    saved = client.post(address, fields | {"do": "save"})

    rule = Rule.objects.get()
    assert saved.headers["Location"] == reverse("screening-rule", args=[rule.pk])
    assert rule.condition == {
        "all": [
            {"any": [{"terms": ["casino", "博彩"]}, {"links": {"at_least": 3}}]},
            {"not": {"any": [{"level": {"at_least": 2}}]}},
        ]
    }
    assert (rule.mode, rule.acts, rule.spares_team) == ("off", [{"kind": "hold", "value": "", "to": ""}], True)


def test_saving_the_form_as_it_is_makes_no_new_version(client_of, owner):
    rule = make_rule({"all": [{"terms": ["casino"]}, {"not": {"level": {"at_least": 2}}}]}, HOLD, mode="off")
    client = client_of(owner)

    client.post(
        reverse("screening-edit", args=[rule.pk]),
        {
            "g0.mode": "all", "g0.r0.kind": "terms", "g0.r0.terms": "casino", "g0.r1.kind": "level",
            "g0.r1.sign": "at_least", "g0.r1.value": "2", "g0.r1.not": "1", "join": "all", "name": "No casinos",
            "act.hold": "1", "spares_team": "on", "ceiling": "30", "version": "1", "do": "save",
        },
    )  # fmt: skip

    rule.refresh_from_db()
    assert rule.version == 1


def test_what_is_missing_is_said_on_the_form_and_nothing_is_kept(client_of, owner):
    answer = client_of(owner).post(
        reverse("screening-new"), {"g0.mode": "all", "join": "all", "name": "Empty", "spares_team": "on", "do": "save"}
    )

    assert answer.status_code == 422
    assert "Nothing stands under" in answer.content.decode()
    assert "Choose what happens" in answer.content.decode()
    assert not Rule.objects.exists()


def test_going_live_too_early_asks_for_a_reason_and_takes_one(client_of, owner):
    rule = make_rule(mode="off")
    client, address = client_of(owner), reverse("screening-mode", args=[rule.pk])

    refused = client.post(address, {"mode": "live"})
    assert refused.status_code == 422
    assert "Rehearse this version first" in refused.content.decode()
    client.post(address, {"mode": "live", "why": "spam tonight"})

    rule.refresh_from_db()
    assert rule.mode == "live"


def test_a_rehearsal_is_asked_for_and_shows_marked_samples(client_of, owner):
    say(make_source(), "come to my casino", "路口交通")
    rule = make_rule(mode="off")
    client = client_of(owner)

    answer = client.post(reverse("screening-rehearse", args=[rule.pk]), {"days": "7"})
    row = Rehearsal.objects.get()
    assert answer.headers["Location"] == reverse("screening-rehearsal", args=[row.pk])
    assert "Reading what was said" in page(client, "screening-rehearsal", row.pk).content.decode()
    rehearse(row.pk)

    done = page(client, "screening-rehearsal", row.pk).content.decode()
    assert "come to my <mark>casino</mark>" in done
    assert "of 2 messages" in done
    assert "Put into shadow" in done


def test_trying_words_asks_every_rule_and_keeps_nothing(client_of, moderator):
    make_rule(CASINO, {"kind": "replace", "value": "×"}, mode="off", places=["category:7"])

    answer = client_of(moderator).post(reverse("screening-try"), {"text": "a 博彩 site"}).content.decode()
    quiet = client_of(moderator).post(reverse("screening-try"), {"text": "然后到路口交通"}).content.decode()

    assert "a <mark>博彩</mark> site" in answer
    assert "a × site" in answer
    assert "No rule hits this" in quiet
    assert not Hit.objects.exists()


def test_a_configuration_is_shown_before_it_is_stored(client_of, owner):
    text = "title+body (includes): [casino]\naction: remove\nset_sticky: true\n---\nnonsense_key: 3\naction: filter\n"
    client, address = client_of(owner), reverse("screening-import")

    looked = client.post(address, {"text": text, "do": "look"}).content.decode()
    assert "1 rule understood" in looked
    assert "nonsense_key" in looked
    assert not Rule.objects.exists()
    client.post(address, {"text": text, "do": "store"})

    rule = Rule.objects.get()
    assert (rule.mode, rule.spares_team, [act["kind"] for act in rule.acts]) == ("off", True, ["hold"])


def test_rules_that_are_exported_come_back_as_the_same_rules(client_of, owner):
    make_rule({"any": [{"terms": ["casino"]}, {"links": {"at_least": 3}}]}, HOLD, mode="off")
    make_rule({"not": {"all": [{"opens": True}, {"any": [{"pattern": "a+b"}]}]}}, HOLD, mode="off", name="Deep")
    before = {rule.key: rule.body() for rule in Rule.objects.all()}
    client = client_of(owner)
    text = page(client, "screening-export").content.decode()

    client.post(reverse("screening-import"), {"text": text, "do": "store"})

    assert {rule.key: rule.body() for rule in Rule.objects.all()} == before
    assert set(Rule.objects.values_list("version", flat=True)) == {1}


def test_a_deep_rule_is_changed_as_yaml(client_of, owner):
    deep = {"not": {"all": [{"opens": True}, {"any": [{"terms": ["a"]}, {"terms": ["b"]}]}]}}
    rule = make_rule(deep, mode="off")
    client = client_of(owner)
    assert "nested more deeply" in page(client, "screening-edit", rule.pk).content.decode()
    assert "- terms:" in page(client, "screening-yaml", rule.pk).content.decode()
    text = as_yaml(rule.body())

    bad = client.post(reverse("screening-yaml", args=[rule.pk]), {"text": "name: [", "version": "1"})
    client.post(reverse("screening-yaml", args=[rule.pk]), {"text": text.replace("- b", "- c"), "version": "1"})

    rule.refresh_from_db()
    assert "Line 1" in bad.content.decode()
    assert (rule.version, rule.condition["not"]["all"][1]["any"][1]) == (2, {"terms": ["c"]})
    assert "<ins" in page(client, "screening-version", rule.pk, 2).content.decode()


def test_words_come_in_as_a_file_with_bad_lines_listed_and_go_out_again(client_of, owner):
    from django.core.files.uploadedfile import SimpleUploadedFile

    row = write_list(actor=SYSTEM, name="Ads", words=["加微信"])
    client = client_of(owner)
    lines = "# a comment\n博彩\n!!!\n" + "x" * 300 + "\n加微信\n"

    answer = client.post(
        reverse("screening-list-words", args=[row.pk]), {"file": SimpleUploadedFile("w.txt", lines.encode("gb18030"))}
    )
    exported = page(client, "screening-list-export", row.pk).content.decode("utf-8-sig")

    assert "2 lines were left out" in answer.content.decode()
    assert sorted(exported.split()) == sorted(["加微信", "博彩"])
    assert WordList.objects.get().version == 2


def test_a_ready_made_list_is_taken_once(client_of, owner):
    client = client_of(owner)
    wanted = builtin_lists()[0].spec
    assert f'value="{wanted.key}"' in page(client, "screening-lists").content.decode()

    client.post(reverse("screening-list-start"), {"key": wanted.key})

    row = WordList.objects.get()
    assert (row.key, row.words.count()) == (wanted.key, len(set(wanted.words)))
    assert f'value="{wanted.key}"' not in page(client, "screening-lists").content.decode()


def test_a_list_a_rule_asks_is_not_deleted(client_of, owner):
    row = write_list(actor=SYSTEM, name="Ads", words=["加微信"])
    make_rule({"words": [row.key]}, mode="off")

    client_of(owner).post(reverse("screening-list-remove", args=[row.pk]))

    assert WordList.objects.exists()


def test_hits_are_taken_back_from_their_page_and_from_the_rules(client_of, owner):
    rule = make_rule()
    topic = make_topic()
    first, second = (make_post(topic=topic, source=f"casino {n}") for n in range(2))
    client = client_of(owner)
    hit = Hit.objects.get(subject_id=first.pk)

    assert "<mark>casino</mark>" in page(client, "screening-hit", hit.pk).content.decode()
    client.post(reverse("screening-hit-undo", args=[hit.pk]))
    client.post(reverse("screening-undo", args=[rule.pk]), {"since": "2020-01-01T00:00"})

    for post in (first, second):
        post.refresh_from_db()
    assert (first.state, second.state) == ("visible", "visible")


def test_pages_speak_chinese(client_of, owner):
    make_rule()
    client = client_of(owner)
    client.cookies["language"] = "zh-hans"

    assert page(client, "screening-rules").status_code == 200
