"""Private conversations: who reads them, who may write, what can be taken back."""

from datetime import timedelta

import pytest

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.square.letters.actions.answer_flag import answer_flag, take_back
from steward.square.letters.actions.begin import add_people, begin
from steward.square.letters.actions.leave import block, come_back, leave, mute, unblock
from steward.square.letters.actions.write import mark_read, withdraw, write
from steward.square.letters.models import Block, Conversation, Letter, Participant
from steward.square.letters.queries import (
    accounts_named,
    around,
    flagged,
    list_page,
    may_report,
    participation,
    readable,
    unread_letters,
)  # fmt: skip
from steward.square.letters.rules import CONVERSATIONS_A_DAY, LETTERS_AN_HOUR
from steward.square.letters.tests.people import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(db):
    return member("李雷")


@pytest.fixture
def han(db):
    return member("韩梅梅")


@pytest.fixture
def wang(db):
    return member("Wang Fang")


@pytest.fixture
def noise(li, han, wang):
    """A conversation of other people beside the one that is tested."""
    return begin(actor=wang, to=[han.account_id], title="别的", source="noise")


def talk(one, other, words="你好"):
    return begin(actor=one, to=[other.account_id], title="", source=words)


def test_a_letter_reaches_only_the_people_in_the_conversation(li, han, wang, owner, noise) -> None:
    letter = talk(li, han, "只给你看")

    assert [row.source for row in readable(participation(han, letter.conversation_id))] == ["只给你看"]
    assert [line.conversation.pk for line in list_page(li)] == [letter.conversation_id]
    for stranger in (wang, owner):
        with pytest.raises(NotFound):
            participation(stranger, letter.conversation_id)


def test_writing_to_the_same_member_again_goes_on_in_the_same_conversation(li, han, noise) -> None:
    first, second = talk(li, han), talk(han, li, "收到")

    assert second.conversation_id == first.conversation_id
    assert (first.number, second.number) == (1, 2)


def test_the_same_form_sent_twice_writes_once(li, han, noise) -> None:
    letter = talk(li, han)

    one = write(actor=han, conversation_id=letter.conversation_id, source="once", once="form-1")
    two = write(actor=han, conversation_id=letter.conversation_id, source="once", once="form-1")

    assert one == two
    assert Letter.objects.filter(conversation=letter.conversation_id).count() == 2


def test_unread_letters_are_counted_until_they_are_read(li, han, noise) -> None:
    letter = talk(li, han)
    write(actor=li, conversation_id=letter.conversation_id, source="还有")

    assert (unread_letters(han), unread_letters(li)) == (2, 0)

    mark_read(actor=han, conversation_id=letter.conversation_id, number=2)
    mark_read(actor=han, conversation_id=letter.conversation_id, number=1)

    assert unread_letters(han) == 1
    assert [line.unread for line in list_page(han) if line.conversation.pk == letter.conversation_id] == [0]


def test_who_blocks_somebody_gets_no_letters_from_them_and_changes_nothing_else(li, han, wang, noise) -> None:
    letter = talk(li, han)
    before = Letter.objects.count()

    assert block(actor=han, account_id=li.account_id)
    assert not block(actor=han, account_id=li.account_id)
    with pytest.raises(Forbidden):
        write(actor=li, conversation_id=letter.conversation_id, source="喂")
    with pytest.raises(Forbidden):
        talk(li, han)

    assert Letter.objects.count() == before
    assert talk(wang, han).pk
    assert unblock(actor=han, account_id=li.account_id)
    assert write(actor=li, conversation_id=letter.conversation_id, source="喂").number == 2
    assert Block.objects.count() == 0


def test_nobody_blocks_themselves(li) -> None:
    with pytest.raises(Invalid):
        block(actor=li, account_id=li.account_id)

    assert Block.objects.count() == 0


def test_who_is_brought_in_reads_from_there_on(li, han, wang, noise) -> None:
    letter = talk(li, han, "之前")

    assert add_people(actor=li, conversation_id=letter.conversation_id, accounts=[wang.account_id]) == 1
    write(actor=li, conversation_id=letter.conversation_id, source="之后")

    assert [row.source for row in readable(participation(wang, letter.conversation_id))] == ["之后"]
    with pytest.raises(Invalid):
        add_people(actor=li, conversation_id=letter.conversation_id, accounts=[wang.account_id])


def test_who_left_hears_nothing_more_and_may_come_back(li, han, wang, noise) -> None:
    letter = begin(actor=li, to=[han.account_id, wang.account_id], title="三人", source="一")

    leave(actor=wang, conversation_id=letter.conversation_id)
    write(actor=li, conversation_id=letter.conversation_id, source="二")

    part = participation(wang, letter.conversation_id)
    assert [row.source for row in readable(part)] == ["一"]
    assert letter.conversation_id not in [line.conversation.pk for line in list_page(wang)]
    with pytest.raises(NotFound):
        write(actor=wang, conversation_id=letter.conversation_id, source="三")

    come_back(actor=wang, conversation_id=letter.conversation_id)
    assert [row.source for row in readable(participation(wang, letter.conversation_id))] == ["一", "二"]


def test_a_letter_is_taken_back_within_two_minutes_and_only_by_its_author(li, han, noise) -> None:
    letter = talk(li, han, "说错了")
    with pytest.raises(NotFound):
        withdraw(actor=han, letter_id=letter.pk)
    with pytest.raises(Forbidden):
        withdraw(actor=li, letter_id=letter.pk, now=letter.at + timedelta(minutes=2, seconds=1))
    assert Letter.objects.get(pk=letter.pk).source == "说错了"

    withdraw(actor=li, letter_id=letter.pk, now=letter.at + timedelta(minutes=2))

    gone = Letter.objects.get(pk=letter.pk)
    assert (gone.source, gone.cooked, gone.withdrawn_at is None) == ("", "", False)


def test_muting_keeps_a_conversation_out_of_the_count(li, han, noise) -> None:
    letter = talk(li, han)

    mute(actor=han, conversation_id=letter.conversation_id, muted=True)

    assert unread_letters(han) == 1  # the noise


def test_limits_are_said_and_nothing_is_written(li, han, wang, noise) -> None:
    letter, now = talk(li, han), clock.now()
    Letter.objects.bulk_create(
        Letter(conversation_id=letter.conversation_id, number=number, account_id=li.account_id, source="x",
               cooked="x", at=now)
        for number in range(2, LETTERS_AN_HOUR + 1)
    )  # fmt: skip
    Conversation.objects.filter(pk=letter.conversation_id).update(last_number=LETTERS_AN_HOUR)

    with pytest.raises(Forbidden):
        write(actor=li, conversation_id=letter.conversation_id, source="one too many", now=now)

    assert not Letter.objects.filter(source="one too many").exists()
    later = now + timedelta(hours=1, minutes=1)
    assert write(actor=li, conversation_id=letter.conversation_id, source="later", now=later).number == 61


def test_nobody_begins_more_conversations_than_a_day_allows(li, wang, noise) -> None:
    others = [member(f"M{n}") for n in range(CONVERSATIONS_A_DAY + 1)]
    for other in others[:-1]:
        begin(actor=li, to=[other.account_id], title="", source="hi")

    with pytest.raises(Forbidden):
        begin(actor=li, to=[others[-1].account_id], title="", source="hi")

    assert not Participant.objects.filter(account=others[-1].account_id).exists()


def test_a_newcomer_writes_to_the_team_but_not_yet_to_others(han, moderator, noise) -> None:
    newcomer = member("新人", level=0)

    with pytest.raises(Forbidden):
        talk(newcomer, han)

    assert not Participant.objects.filter(account=newcomer.account_id).exists()
    assert talk(newcomer, moderator, "请教").number == 1


@pytest.mark.parametrize("words", ["", "   \n", "x" * 20_001])
def test_empty_and_endless_letters_are_refused(li, han, noise, words) -> None:
    letter = talk(li, han)

    with pytest.raises(Invalid):
        write(actor=li, conversation_id=letter.conversation_id, source=words)

    assert Letter.objects.filter(conversation=letter.conversation_id).count() == 1


def test_the_team_is_shown_the_letter_and_three_before_it_and_no_more(li, han, moderator, noise) -> None:
    letter = talk(li, han, "1")
    for number in range(2, 8):
        last = write(actor=li, conversation_id=letter.conversation_id, source=str(number))

    assert not may_report(li, last.pk)
    assert may_report(han, last.pk)
    assert [one.text for one in around(last.pk)] == ["4", "5", "6", "7"]
    with pytest.raises(NotFound):
        may_report(moderator, last.pk)
    with pytest.raises(NotFound):
        participation(moderator, letter.conversation_id)


def test_the_team_takes_a_letter_down_and_puts_it_back(li, han, moderator, analyst, noise) -> None:
    letter = talk(li, han, "骂人的话")
    with pytest.raises(Forbidden):
        answer_flag(analyst, "hide", letter.pk, "abuse", "第三条")
    assert flagged([letter.pk])[letter.pk].text == "骂人的话"

    decision = answer_flag(moderator, "hide", letter.pk, "abuse", "第三条")

    assert (flagged([letter.pk])[letter.pk].text, flagged([letter.pk])[letter.pk].state) == ("", "gone")
    assert answer_flag(moderator, "hide", letter.pk, "abuse", "第三条") == 0

    take_back(moderator, decision)

    assert (flagged([letter.pk])[letter.pk].text, flagged([letter.pk])[letter.pk].state) == ("骂人的话", "shown")
    with pytest.raises(Invalid):
        take_back(moderator, decision)


def test_nicknames_are_found_and_unknown_ones_named(li, han, wang) -> None:
    assert accounts_named(["wang fang", "李雷", "李雷"]) == [wang.account_id, li.account_id]
    with pytest.raises(Invalid, match="张三"):
        accounts_named(["李雷", "张三"])


def test_a_script_in_a_letter_is_only_words(li, han, noise) -> None:
    letter = talk(li, han, "<script>alert(1)</script> **ok**")

    assert "<script" not in letter.cooked
    assert "<strong>ok</strong>" in letter.cooked
