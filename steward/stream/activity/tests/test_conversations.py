"""The conversation pages, from the list to the single message."""

import pytest

from steward.foundation.kernel import registry
from steward.people.members.public import Member
from steward.stream.activity.models import Channel, Thread
from steward.stream.activity.public import index_words, settle
from steward.stream.activity.records import AccountRecord, ThreadRecord
from steward.stream.activity.tests.stages import START, a_source, give, row, said
from steward.stream.activity.views.palette import find_conversations
from steward.stream.activity.views.panels import timeline

pytestmark = pytest.mark.django_db
LIST = "/console/conversations/"


@pytest.fixture
def club():
    """An answered question, one that waits, and talk without a thread."""
    source = a_source()
    give(
        source,
        AccountRecord("ann", name="Ann"),
        AccountRecord("bob", name="王芳"),
        ThreadRecord("q", "hall", "怎么备份", url="https://club.example/q", is_question=True, accepted_id="q2"),
        said("q1", 0, thread_id="q", body="How do I back up? 备份"),
        said("q2", 3.5, kind="comment", account_id="bob", parent_id="q1", body="Like **this**", markup="markdown"),
        said("q3", 4, kind="comment", parent_id="q2", body="Thanks"),
        said("q4", 5, kind="reaction", parent_id="q2", account_id="bob", body="👍"),
        said("w1", 1, thread_id="w", body="Is anybody here at all?"),
        said("t1", 0, channel_id="yard", body="talk one"),
        said("t2", 0.1, channel_id="yard", body="talk two"),
        said("t3", 0.2, channel_id="yard", account_id="bob", body="talk three"),
        said("t4", 5, channel_id="yard", body="next morning in Shanghai"),
        said("t5", 72, channel_id="yard", body="days later"),
    )
    settle()
    index_words()
    return source


@pytest.fixture
def page(client_of, owner):
    """`page(path)` → the text of the answer to the owner."""
    client = client_of(owner)

    def get(path: str, status: int = 200) -> str:
        answer = client.get(path)
        assert answer.status_code == status
        return b"".join(answer).decode() if answer.streaming else answer.content.decode()

    return get


def thread(key: str) -> str:
    return f"{LIST}{Thread.objects.get(key=key).pk}/"


def yard() -> str:
    return f"{LIST}channel/{Channel.objects.get(key='yard').pk}/"


def test_the_list_shows_every_thread_with_its_state(club, page) -> None:
    html = page(LIST)

    assert "怎么备份" in html
    assert "answer accepted" in html
    assert "Is anybody here at all?" in html  # it has no title: the opening stands in
    assert html.count("waiting for an answer") == 1
    assert "talk one" not in html


@pytest.mark.parametrize(
    ("query", "seen", "hidden"),
    [
        ("?waiting=1", "Is anybody here", "怎么备份"),
        ("?question=1", "怎么备份", "Is anybody here"),
        ("?since=2024-02-01&until=2024-02-01", "怎么备份", "nothing at all"),
        ("?since=2030-01-01", "Nothing matches", "怎么备份"),
        ("?channel=999", "Nothing matches", "怎么备份"),
    ],
)
def test_the_list_is_narrowed(club, page, query, seen, hidden) -> None:
    html = page(LIST + query)

    assert seen in html
    assert hidden not in html


@pytest.mark.parametrize(
    "query",
    [
        "?since=yesterday",
        "?since=0001-01-01",
        "?until=9999-12-31",
        "?page=0",
        "?page=99999999999999999999",
        "?source=x",
        "?sort=nonsense",
        "?q=%00",
    ],
)
def test_nonsense_in_the_address_is_not_an_error(club, page, query) -> None:
    page(LIST + query)


def test_the_export_has_every_column_and_the_opening_of_untitled_threads(club, page) -> None:
    lines = page(LIST + "?format=csv").removeprefix("\ufeff").splitlines()

    assert lines[0] == "Conversation,State,Opened by,Posts,People,Opened,Last activity,Channel,Source,Original"
    assert lines[1].startswith("怎么备份,answer accepted,Ann,3,2,2024-01-31 23:00:00")
    assert lines[2].startswith("Is anybody here at all?,waiting for an answer,Ann,1,1")


def test_a_conversation_reads_in_order_with_answers_and_marks(club, page) -> None:
    html = page(thread("q"))

    assert html.index("How do I back up?") < html.index("<strong>this</strong>") < html.index("Thanks")
    assert html.count("accepted answer") == 1
    assert 'href="https://club.example/q"' in html
    assert "1 reaction" in html
    assert html.count('class="said-quote"') == 0  # each answers the opening or the message above


def test_an_answer_to_something_further_up_quotes_it(club, page) -> None:
    give(club, said("q5", 6, kind="comment", parent_id="q2", account_id="cat", body="Me too"))
    settle()

    html = page(thread("q"))

    quote = html[html.index('class="said-quote"') :][:400]
    assert "王芳" in quote
    assert "Like **this**" in quote


def test_a_removed_message_leaves_a_sentence(club, page) -> None:
    give(club, said("q3", 4, kind="comment", parent_id="q2", deleted=True))

    html = page(thread("q"))

    assert "This message was removed." in html
    assert "Thanks" not in html


def test_a_long_thread_has_pages_and_every_message_its_place(club, page, client_of, owner) -> None:
    give(club, *[said(f"n{n}", 10 + n, thread_id="long", body=f"number {n}.") for n in range(205)])
    settle()

    assert "number 99." in page(thread("long"))
    assert "number 100." not in page(thread("long"))
    assert "number 204." in page(thread("long") + "?page=99")
    number = row(club, "n150").pk
    assert client_of(owner).get(f"{LIST}message/{number}/")["location"] == f"{thread('long')}?page=2#m{number}"


def test_messages_without_a_thread_stand_on_their_day(club, client_of, owner) -> None:
    message = row(club, "t4").pk

    assert client_of(owner).get(f"{LIST}message/{message}/")["location"] == f"{yard()}?day=2024-02-01#m{message}"


def test_a_reaction_stands_where_its_message_does(club, client_of, owner) -> None:
    liked = row(club, "q2").pk

    assert client_of(owner).get(f"{LIST}message/{row(club, 'q4').pk}/")["location"] == f"{thread('q')}#m{liked}"


def test_a_channel_reads_day_by_day_in_the_time_of_the_community(club, page) -> None:
    evening, latest = page(yard() + "?day=2024-01-31"), page(yard())

    assert ("talk three" in evening, "next morning" in evening) == (True, False)
    assert 'href="?day=2024-02-01"' in evening
    assert "Nothing earlier" in evening
    assert ("days later" in latest, "Nothing later" in latest) == (True, True)
    assert evening.count("talk-follows") == 1  # Ann goes on, then somebody else
    assert "A quiet day" in page(yard() + "?day=2024-02-02")


def test_silence_is_shown(club, page) -> None:
    give(club, said("t6", 0.2 - 4, channel_id="yard", body="earlier"))

    assert "3 h 48 min of silence" in page(yard() + "?day=2024-01-31")


def test_answers_in_a_thread_stay_there_and_are_counted_in_the_channel(club, page) -> None:
    html = page(f"{LIST}channel/{Channel.objects.get(key='hall').pk}/?day=2024-01-31")

    assert "How do I back up?" in html
    assert "Thanks" not in html
    assert "2 answers" in html


@pytest.mark.parametrize("query", ["备份", "back up", '"back up"', "ba"])
def test_messages_are_found_in_both_languages(club, page, query) -> None:
    html = page(f"{LIST}?q={query}")

    assert "<mark>" in html
    assert f"message/{row(club, 'q1').pk}/" in html
    assert "talk one" not in html


def test_the_search_is_narrowed_and_says_when_there_is_nothing(club, page) -> None:
    yard_id, hall_id = (Channel.objects.get(key=key).pk for key in ("yard", "hall"))

    assert "3 messages" in page(f"{LIST}?q=talk&channel={yard_id}")
    assert "Nothing found" in page(f"{LIST}?q=talk&channel={hall_id}")
    assert "Nothing found" in page(f"{LIST}?q=talk&since=2024-03-01")
    assert "Nothing found" in page(f"{LIST}?q=运维")


def test_what_was_typed_is_never_markup(club, page) -> None:
    assert "<script>alert" not in page(f"{LIST}?q=<script>alert(1)</script>")


def test_the_palette_finds_threads_by_title_and_by_what_was_said(club, owner) -> None:
    assert [hit.title for hit in find_conversations(owner, "备份")] == ["怎么备份"]
    assert [hit.title for hit in find_conversations(owner, "anybody")] == ["Is anybody here at all?"]
    assert find_conversations(owner, "nonsense") == []


def test_a_members_timeline_goes_over_all_channels(club, owner, page) -> None:
    ann = row(club, "q1").identity.member
    lines = timeline(owner, ann)["lines"]

    assert [line["where"] for line in lines][:3] == ["yard · Club", "yard · Club", "hall · Club"]
    assert lines[2]["what"] == "answered 王芳"
    assert "days later" in page(f"{LIST}member/{ann.pk}/")
    assert "timeline" in [panel.key for panel in registry.items("member-panels")]


def test_the_address_of_a_merged_member_shows_the_survivor(club, page) -> None:
    ann, bob = (row(club, key).identity.member for key in ("q1", "q2"))
    Member.objects.filter(pk=bob.pk).update(merged_into=ann)

    assert "What Ann did" in page(f"{LIST}member/{bob.pk}/")


@pytest.mark.parametrize("path", ["", "channels/", "?q=talk", "?format=csv"])
def test_who_is_not_in_the_team_is_told_so(club, client_of, stranger, path) -> None:
    answer = client_of(stranger).get(LIST + path)

    assert answer.status_code == 403
    assert "Ann" not in answer.content.decode()


def test_who_is_not_signed_in_goes_to_the_entrance(club, client) -> None:
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize(
    "path", ["999999/", "channel/999999/", "message/999999/", "member/999999/", "99999999999999999999/"]
)
def test_what_is_not_there_is_not_found(club, page, path) -> None:
    page(LIST + path, 404)


def test_an_empty_community_is_told_what_to_do(page) -> None:
    assert "No conversation yet" in page(LIST)
    assert "No channel yet" in page(LIST + "channels/")


@pytest.mark.parametrize("path", [LIST, LIST + "?q=noise", "thread", "channel", "member", LIST + "channels/"])
def test_the_number_of_queries_does_not_grow(client_of, owner, queries_of, path) -> None:
    client, source = client_of(owner), a_source()
    counts = []
    for number in (1, 2, 3):
        give(
            source,
            AccountRecord(f"p{number}", name=f"Person {number}"),
            said(f"o{number}", number, thread_id=f"t{number}", body="noise", account_id=f"p{number}"),
            said(
                f"c{number}",
                number + 0.1,
                kind="comment",
                thread_id="t1",
                parent_id="o1",
                body="noise",
                account_id="p1",
            ),
            said(f"r{number}", number + 0.2, kind="reaction", parent_id=f"c{number}", account_id=f"p{number}"),
            said(
                f"x{number}",
                0.01 * number,
                channel_id=f"room {number}",
                account_id=f"p{number}",
                markup="mrkdwn",
                body="<@p1>",
            ),
            said(
                f"y{number}", 0.02 * number, channel_id="room 1", account_id=f"p{number}", parent_id="x1", body="noise"
            ),
        )
        settle()
        index_words()
        where = {
            "thread": f"{LIST}{Thread.objects.order_by('pk').first().pk}/",
            "channel": f"{LIST}channel/{Channel.objects.get(key='room 1').pk}/",
            "member": f"{LIST}member/{row(source, 'c1').identity.member_id}/",
        }.get(path, path)
        counts.append(queries_of(lambda: client.get(where)))  # noqa: B023 — called at once

    assert counts[1] == counts[2]


def test_a_chat_page_reads_times_in_shanghai(club, page) -> None:
    assert START.hour == 15
    assert ">23:00<" in page(yard() + "?day=2024-01-31")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "nonsense", "2024-02-30"])
def test_an_impossible_day_shows_the_last_one(club, page, day) -> None:
    assert "days later" in page(f"{yard()}?day={day}")
