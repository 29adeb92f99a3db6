"""Private conversations over JSON: one's own."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from steward.people.access.api import OwnSession, TokenAuth, answers
from steward.people.access.public import viewer_in
from steward.people.joining.public import account_faces
from steward.square.letters.actions.begin import begin
from steward.square.letters.actions.write import mark_read, withdraw, write
from steward.square.letters.models import Letter
from steward.square.letters.queries import accounts_named, letters_page, list_page, participation
from steward.square.letters.rules import LONGEST

router = Router(tags=["letters"], auth=[TokenAuth(), OwnSession()])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]


class ConversationOut(Schema):
    """A conversation; `people` are the others' names."""

    id: int
    title: str
    people: list[str]
    last_at: datetime
    unread: int
    muted: bool


class ConversationsOut(Schema):
    """The latest conversations, newest first."""

    items: list[ConversationOut]


class LetterOut(Schema):
    """A letter; one that was taken back has no words."""

    id: int
    number: int
    author: str | None
    html: str
    source: str
    at: datetime
    withdrawn: bool


class LettersOut(Schema):
    """Up to fifty letters, oldest first; give `before` back for the earlier ones."""

    items: list[LetterOut]
    before: int | None


class LetterIn(Schema):
    """A letter. `once` is a word of the caller's: the same one sent again writes nothing more."""

    source: str = Field(max_length=LONGEST)
    once: str = Field("", max_length=40)


class NewIn(LetterIn):
    """A letter to members by nickname."""

    to: list[Annotated[str, Field(max_length=60)]] = Field(min_length=1, max_length=20)
    title: str = Field("", max_length=200)


class SentOut(Schema):
    """Where the letter is."""

    conversation_id: int
    letter_id: int
    number: int


@router.get("/letters", response=answers(ConversationsOut))
def conversations(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=100)] = 30) -> ConversationsOut:
    """One's conversations."""
    lines = list_page(viewer_in(request), limit=limit)
    return ConversationsOut(
        items=[
            ConversationOut(
                id=line.conversation.pk, title=line.conversation.title, people=[face.name for face in line.people],
                last_at=line.conversation.last_at, unread=max(line.unread, 0), muted=line.muted,
            )
            for line in lines
        ]
    )  # fmt: skip


@router.post("/letters", response=answers(SentOut, 201))
def send(request: HttpRequest, given: NewIn) -> tuple[int, SentOut]:
    """Write to members: in the running conversation of just the two, or in a new one."""
    letter = begin(
        actor=viewer_in(request), to=accounts_named(given.to), title=given.title, source=given.source, once=given.once
    )
    return 201, _sent(letter)


@router.get("/letters/{conversation_id}", response=answers(LettersOut))
def letters(
    request: HttpRequest, conversation_id: Id, before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> LettersOut:
    """Read a conversation; the newest page is marked as read."""
    viewer = viewer_in(request)
    found, earlier = letters_page(participation(viewer, conversation_id), before)
    if found and before is None:
        mark_read(actor=viewer, conversation_id=conversation_id, number=found[-1].number)
    faces = account_faces(letter.account_id for letter in found if letter.account_id)
    return LettersOut(
        items=[_out(row, faces[row.account_id].name if row.account_id in faces else None) for row in found],
        before=found[0].number if earlier else None,
    )


@router.post("/letters/{conversation_id}", response=answers(SentOut, 201))
def answer(request: HttpRequest, conversation_id: Id, given: LetterIn) -> tuple[int, SentOut]:
    """Write in a conversation."""
    letter = write(actor=viewer_in(request), conversation_id=conversation_id, source=given.source, once=given.once)
    return 201, _sent(letter)


@router.delete("/letters/letter/{letter_id}", response=answers(SentOut))
def take_back(request: HttpRequest, letter_id: Id) -> SentOut:
    """Take one's own letter back, within two minutes."""
    withdraw(actor=viewer_in(request), letter_id=letter_id)
    return _sent(Letter.objects.get(pk=letter_id))


def _sent(letter: Letter) -> SentOut:
    return SentOut(conversation_id=letter.conversation_id, letter_id=letter.pk, number=letter.number)


def _out(row: Letter, name: str | None) -> LetterOut:
    return LetterOut(
        id=row.pk, number=row.number, author=name, html=row.cooked, source=row.source, at=row.at,
        withdrawn=row.withdrawn_at is not None,
    )  # fmt: skip
