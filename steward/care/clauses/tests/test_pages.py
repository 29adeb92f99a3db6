"""The pages: what members read, what the team writes, in both languages."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from steward.care.clauses.actions.retire_clause import retire_clause
from steward.care.clauses.actions.write_clause import change_clause
from steward.care.clauses.enums import RESERVED
from steward.care.clauses.models import Clause, Edition
from steward.care.clauses.public import ClausePanel, code_now
from steward.care.clauses.queries.draft import draft
from steward.care.clauses.tests.code import publish, spoken, words, write
from steward.foundation.kernel import clock, registry
from steward.people.access.public import SYSTEM
from steward.people.community.public import change_community

pytestmark = pytest.mark.django_db
CODE, CHANGES, EDITOR = "/conduct/", "/conduct/changes/", "/console/conduct/code/"


@pytest.fixture(autouse=True)
def _english_first():
    change_community(actor=SYSTEM, name="Tea", languages=["en", "zh-hans"])


def text_of(answer) -> str:
    """The words of a page, without marks."""
    html = re.sub(r"<(script|style|template)[^>]*>.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def posted(key: str = "", **more: object) -> dict[str, object]:
    """A filled in form of a clause."""
    data = {
        "reason": "abuse", "severity": "2", "least": "remind", "most": "mute", "title_en": "Kindness",
        "text_en": "Be kind.", "title_zh-hans": "友善", "text_zh-hans": "友善相待。", "fine_en": "Thanks!\n\nSorry.",
        "broken_en": "", "fine_zh-hans": "", "broken_zh-hans": "滚！",
    }  # fmt: skip
    return data | ({"key": key} if key else {}) | more


def test_before_there_is_a_code_nothing_links_to_it_and_its_page_says_so(client, owner, client_of):
    page = client.get(CODE)

    assert page.status_code == 200
    assert "There is no code of conduct yet" in text_of(page)
    assert 'href="/conduct/"' not in client.get("/about/").content.decode()
    assert reverse("code-editor") in client_of(owner).get(CODE).content.decode()
    assert client.get(CHANGES).status_code == 404


def test_members_read_the_code_in_their_language_with_anchors(client):
    write(
        english="Be *kind*.", chinese="友善相待。", examples=spoken(("en", False, "Idiot!"), ("zh-hans", False, "滚！"))
    )
    write("no-ads", "ad", english="No <b>advertising</b>.", title="No ads")
    publish(notes={"en": "Welcome!", "zh-hans": "欢迎！"})

    english = client.get(CODE).content.decode()
    client.cookies["language"] = "zh-hans"
    chinese = client.get(CODE).content.decode()

    assert 'id="be-kind"' in english
    assert ("<em>kind</em>" in english, "Idiot!" in english, "滚！" in english) == (True, True, False)
    assert "<b>advertising" not in english
    assert ("友善相待。" in chinese, "欢迎！" in chinese, "滚！" in chinese) == (True, True, True)
    assert '<article lang="en">' in chinese
    assert "<article lang" not in english
    assert 'href="/conduct/"' in client.get("/about/").content.decode()


def test_an_announced_edition_stands_beside_the_one_in_force(client):
    clause = write()
    publish()
    change_clause(actor=SYSTEM, clause_id=clause.pk, words=words("Be kind, please."))
    publish(notice_days=7)

    now, coming, earlier = client.get(CODE), client.get(CODE + "?version=2"), client.get(CODE + "?version=1")

    assert "Be kind, please." not in text_of(now)
    assert "Edition 2 will be in force" in text_of(now)
    assert "Be kind, please." in text_of(coming)
    assert "This is an earlier edition" not in text_of(earlier)
    assert [client.get(f"{CODE}?version={wrong}").status_code for wrong in ("3", "x", "9" * 30)] == [404] * 3


def test_an_announced_first_edition_can_be_read_before_it_binds(client):
    write()
    publish(notice_days=7)

    page = text_of(client.get(CODE))

    assert "Be kind." in page
    assert "in force from" in page
    assert code_now().number == 0


def test_what_an_edition_changed_is_marked_word_by_word(client):
    clause, old = write(english="Be kind to others."), write("old", "dup")
    publish()
    change_clause(actor=SYSTEM, clause_id=clause.pk, words=words("Be kind to everybody.", severity=3))
    retire_clause(actor=SYSTEM, clause_id=old.pk)
    write("no-ads", "ad", title="No ads")
    publish()

    page = client.get(CHANGES).content.decode()

    assert "<del>others</del><ins>everybody</ins>" in page
    assert "<del>moderate</del><ins>serious</ins>" in page
    assert [one in page for one in ('id="no-ads"', 'id="old"')] == [True, True]
    assert "This is the first edition" in text_of(client.get(CHANGES + "?version=1"))


def test_a_clause_has_a_page_with_its_versions_and_stays_readable_when_dropped(client):
    clause, other = write(), write("no-ads", "ad")
    publish()
    change_clause(actor=SYSTEM, clause_id=clause.pk, words=words("Be kinder."))
    publish()
    now, first = client.get("/conduct/be-kind/"), client.get("/conduct/be-kind/?version=1")
    retire_clause(actor=SYSTEM, clause_id=clause.pk)
    publish()
    dropped = client.get("/conduct/be-kind/")

    assert "<ins>kinder</ins>" in now.content.decode()
    assert "This is not the version in force" in text_of(first)
    assert "This clause is not part of the code in force" in text_of(dropped)
    assert other.key in client.get(CODE).content.decode()
    assert [client.get(f"/conduct/{wrong}/").status_code for wrong in ("be-kind2", "Be")] == [404, 404]
    assert client.get("/conduct/be-kind/?version=9").status_code == 404


def test_a_draft_is_nobodys_to_read(client):
    write()
    publish()
    write("secret")

    assert client.get("/conduct/secret/").status_code == 404
    assert "secret" not in client.get(CODE).content.decode()


def test_words_of_other_pages_are_no_clauses():
    from django.urls import NoReverseMatch

    for word in RESERVED:
        with pytest.raises(NoReverseMatch):
            reverse("code-clause", args=[word])


def test_other_rooms_add_panels_to_the_page_of_a_clause(client, monkeypatch):
    write()
    publish()
    shown = ClausePanel("numbers", "Numbers", "joining/identity.jinja", lambda _viewer, _key: None)
    asked: list[str] = []
    panel = ClausePanel(
        "words",
        "In words",
        "clauses/cells.jinja",
        lambda _viewer, key: {"key": key} if asked.append(key) is None else None,
    )
    monkeypatch.setitem(registry._items, "clause-panels", [shown, panel])

    page = client.get("/conduct/be-kind/").content.decode()

    assert asked == ["be-kind"]
    assert ('id="words"' in page, 'id="numbers"' in page) == (True, False)


@pytest.mark.parametrize("address", [CODE, CHANGES, "/conduct/be-kind/", EDITOR, EDITOR + "publish/"])
def test_pages_ask_the_same_number_of_queries_for_one_clause_and_for_three(address, owner, client_of, queries_of):
    first = write()
    publish()
    change_clause(actor=SYSTEM, clause_id=first.pk, words=words("Be kinder."))
    publish()
    client = client_of(owner)
    few = queries_of(lambda: client.get(address))
    write("no-ads", "ad")
    write("no-floods", "flood")
    change_clause(actor=SYSTEM, clause_id=first.pk, words=words("Be kinder still."))
    publish()

    assert queries_of(lambda: client.get(address)) == few


def test_the_code_costs_a_visitor_no_query_but_the_stamps(client, queries_of):
    write()
    publish()

    assert queries_of(lambda: client.get(CODE)) <= 2


def test_a_lead_founds_changes_orders_and_publishes_in_the_browser(owner, client_of):
    client = client_of(owner)
    assert "Begin with this" in text_of(client.get(EDITOR))

    client.post(reverse("code-found"), {"set": "customers"})
    client.post(reverse("code-new-clause"), posted("no-spoilers"))
    client.post(reverse("code-edit-clause", args=["no-flooding"]), posted(title_en="No floods"))
    client.post(reverse("code-move-clause", args=["no-spoilers", "up"]))
    client.post(reverse("code-retire", args=["no-fraud"]))
    preview = text_of(client.get(reverse("code-publish")))
    done = client.post(reverse("code-publish"), {"notice_days": "0", "material": "on", "note_en": "Hello"})

    code = code_now()
    assert ("No floods" in preview, "Publish edition 1" in preview) == (True, True)
    assert done.status_code == 302
    assert [one.key for one in code.clauses][-2:] == ["no-baiting", "no-spoilers"]
    assert code.clause("no-flooding").title("en") == "No floods"
    assert [(one.language, one.fine, one.text) for one in code.clause("no-spoilers").examples] == [
        ("en", True, "Thanks!"), ("en", True, "Sorry."), ("zh-hans", False, "滚！"),
    ]  # fmt: skip
    assert code.note("en") == "Hello"
    client.post(reverse("code-bring-back", args=["no-fraud"]))
    client.post(reverse("code-discard"))
    assert not draft().differs


def test_the_first_edition_proposes_the_words_of_its_starting_set(owner, client_of):
    client = client_of(owner)
    client.post(reverse("code-found"), {"set": "customers"})

    page = client.get(reverse("code-publish")).content.decode()

    assert "欢迎加入！" in page
    assert 'name="notice_days" value="0"' in page


def test_the_form_says_what_cannot_be_used_and_keeps_what_was_typed(owner, client_of):
    client = client_of(owner)
    write("taken")

    page = client.post(reverse("code-new-clause"), posted("taken", least="ban", text_en="My long text"))
    late = client.post(reverse("code-new-clause"), posted("taken"))

    assert "My long text" in page.content.decode()
    assert "cannot be milder" in text_of(page)
    assert "Another clause has this key" in text_of(late)
    assert Clause.objects.count() == 1


def test_saving_an_unchanged_form_makes_no_draft(owner, client_of):
    client = client_of(owner)
    client.post(reverse("code-new-clause"), posted("kind"))
    publish()
    form = client.get(reverse("code-edit-clause", args=["kind"])).content.decode()

    client.post(reverse("code-edit-clause", args=["kind"]), posted())

    assert 'name="reason"' not in form
    assert not draft().differs


@pytest.mark.parametrize("role", ["moderator", "stranger"])
def test_the_editor_is_closed_to_others_and_nothing_changes(role, request, client_of):
    client = client_of(request.getfixturevalue(role))
    clause = write()
    publish()
    pages = ["code-editor", "code-new-clause", "code-publish", "code-acceptances"]
    acts = ["code-found", "code-discard", "code-remind", "code-publish", "code-new-clause"]
    own = [("code-edit-clause", []), ("code-retire", []), ("code-bring-back", []), ("code-move-clause", ["up"])]

    answers = [client.get(reverse(name)).status_code for name in pages]
    answers += [client.post(reverse(name), posted("mine")).status_code for name in acts]
    answers += [client.post(reverse(name, args=[clause.key, *more]), posted()).status_code for name, more in own]

    assert answers == [403] * 13
    assert (Clause.objects.count(), Edition.objects.count(), draft().differs) == (1, 1, False)


def test_a_member_reads_and_accepts_from_the_page(stranger, client_of, client):
    write()
    publish()
    mine = client_of(stranger)
    before = text_of(mine.get(CODE))
    mine.post(reverse("accept-texts") + "?next=/conduct/", {"accept": "on", "versions": "conduct:1"})

    assert "You have not accepted the newest edition yet." in before
    assert "You have accepted edition 1." in text_of(mine.get(CODE))
    assert "accepted" not in text_of(client.get(CODE))


def test_notifications_of_an_edition_read_in_both_languages(monkeypatch):
    from django.utils import translation

    from steward.care.clauses.contributions import _edition, _reminder

    later = clock.now() + timedelta(days=7)
    params = {"number": 2, "binds_at": later.isoformat(), "material": True}
    lines = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            lines[language] = (_edition(params), _reminder(params))

    assert lines["en"][0].text == "The code of conduct has a new edition, number 2"
    assert "Please read and accept it." in lines["en"][0].detail
    assert "In force from" in lines["en"][1].detail
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(days=1))
    with translation.override("en"):
        assert "In force since" in _reminder(params).detail


def test_the_palette_finds_clauses(owner, client_of):
    write()
    publish()

    assert "/conduct/be-kind/" in client_of(owner).get(reverse("ui:palette"), {"q": "kindn"}).content.decode()
