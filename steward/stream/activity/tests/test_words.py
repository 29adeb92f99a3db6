"""What was said can be found, and what is gone cannot."""

from datetime import timedelta

import pytest

from steward.foundation.search.public import find
from steward.people.access.public import SYSTEM
from steward.people.members.actions.erase_member import erase_member
from steward.stream.activity.actions import index_words as module
from steward.stream.activity.actions.index_words import forget_words, index_words, sweep_words
from steward.stream.activity.models import Activity
from steward.stream.activity.public import remove_source, settle
from steward.stream.activity.records import ThreadRecord
from steward.stream.activity.tests.stages import START, a_source, give, row, said

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    """Keys of the messages that are found, the newest first."""
    keys = dict(Activity.objects.values_list("pk", "key"))
    return [keys.get(pk, f"gone {pk}") for _kind, pk in find(query, ["activity"])]


def test_words_of_posts_and_comments_are_found_in_both_languages() -> None:
    give(
        a_source(),
        said("a", 0, body="欢迎来到社群运营小组"),
        said("b", 1, kind="comment", parent_id="a", body="<p>Weekly <b>release</b></p>", markup="html"),
        said("c", 2, kind="reaction", parent_id="a", body="运营"),
        said("d", 3, kind="join", body="release"),
    )

    assert index_words() == 4
    assert found("运营") == ["a"]
    assert found("营运") == []
    assert found("release") == ["b"]
    assert found("b") == []


def test_an_edit_is_found_by_its_new_words_only() -> None:
    source = a_source()
    give(source, said("a", body="before"), said("b", 1, body="noise"))
    index_words()
    give(source, said("a", body="after", edited_at=START + timedelta(hours=5)))

    index_words()

    assert (found("before"), found("after"), found("noise")) == ([], ["a"], ["b"])


def test_a_removed_message_is_not_found() -> None:
    source = a_source()
    give(source, said("a", body="secret words"), said("b", 1, body="other words"))
    index_words()
    give(source, said("a", deleted=True))

    index_words()

    assert found("words") == ["b"]


def test_titles_of_threads_are_found() -> None:
    give(a_source(), ThreadRecord("t", "hall", "备份方案"), said("a", thread_id="t"), said("b", 1))

    index_words()

    assert len(find("备份", ["thread"])) == 1


def test_indexing_by_small_steps_gives_the_same() -> None:
    give(a_source(), *[said(str(n), n, body=f"word{n} 社群") for n in range(7)])

    steps = [index_words(limit=3) for _ in range(4)]

    assert steps == [3, 3, 1, 0]
    assert found("社群") == ["6", "5", "4", "3", "2", "1", "0"]


def test_a_batch_that_breaks_off_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    give(a_source(), said("a", body="first"), said("b", 1, body="second"))
    with monkeypatch.context() as broken:
        broken.setattr(module, "index", lambda *_given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            index_words()
    assert found("first") == []

    assert index_words() == 2
    assert (found("first"), found("second")) == (["a"], ["b"])


def test_an_erased_member_is_not_found() -> None:
    source = a_source()
    give(
        source,
        ThreadRecord("t", "hall", "ann's title"),
        said("a", thread_id="t", body="ann says"),
        said("b", 1, account_id="bob", body="bob says"),
    )
    settle()
    index_words()

    removed = forget_words(row(source, "a").identity.member_id)

    assert removed == 2
    assert found("says") == ["b"]
    assert find("title", ["thread"]) == []


def test_erasing_a_member_reaches_the_index_at_once(owner) -> None:
    source = a_source()
    give(source, said("a", body="ann says"), said("b", 1, account_id="bob", body="bob says"))
    index_words()
    ann = row(source, "a").identity.member

    erase_member(actor=owner, member_id=ann.pk, confirm=ann.name)

    assert found("says") == ["b"]
    index_words()
    assert found("says") == ["b"]


def test_what_goes_with_its_source_is_swept_out() -> None:
    gone, stays = a_source("gone"), a_source("stays")
    give(gone, ThreadRecord("t", "hall", "words of a title"), said("a", thread_id="t"), said("b", 1))
    give(stays, said("c", 2))
    index_words()
    remove_source(actor=SYSTEM, source_id=gone.pk)

    assert sweep_words() == 3
    assert found("words") == ["c"]
    assert find("words", ["thread"]) == []
