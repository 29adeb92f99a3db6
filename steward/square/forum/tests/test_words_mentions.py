"""Names offered while one types, previews, quotations."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from steward.square.forum.actions.stamp import stamp_frame
from steward.square.forum.cooking import cook
from steward.square.forum.queries.mentions import mention_of, offers, spellings
from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张伟", "zw"), ("张伟", "zhangwei"), ("张伟", "zhangw"), ("张伟", "张"), ("张伟", "ＺＷ"), ("单田芳", "shan"),
        ("曾国藩", "zgf"), ("重庆火锅", "cqhg"), ("Ann Lee", "ann"), ("Ann Lee", "lee"), ("李Xiao明", "lixiao"),
        ("小红🌸", "xiaohong"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_what_people_type(name, typed):
    wanted = make_viewer(name)
    make_viewer("Somebody else")
    make_viewer("王五")

    assert [one.account_id for one in offers(typed)] == [wanted.own_id]


def test_who_writes_in_the_topic_comes_first_and_nobody_is_offered_themselves():
    ann, first, here = make_viewer("Zoe"), make_viewer("张一"), make_viewer("张一一一")
    topic = make_topic()
    make_post(author=here, topic=topic)

    assert [one.account_id for one in offers("zh", topic_id=topic.pk)] == [here.own_id, first.own_id]
    assert here.own_id in {one.account_id for one in offers("", topic_id=topic.pk)}
    assert offers("zoe", but=ann.own_id) == []
    assert offers("") == []


def test_at_most_eight_with_a_constant_number_of_queries(queries_of):
    make_viewer("张零")
    one = queries_of(lambda: offers("zhang"))
    for number in range(12):
        make_viewer(f"张{number}")

    assert len(offers("zhang")) == 8
    assert queries_of(lambda: offers("zhang")) == one <= 4


def test_a_new_name_is_known_at_once():
    from django.db import transaction

    zhang = make_viewer("张伟")
    assert offers("zw") != []
    zhang.account.name = "李雷"
    zhang.account.save()
    with transaction.atomic():
        stamp_frame()

    assert (offers("zw"), [one.name for one in offers("ll")]) == ([], ["李雷"])


def test_what_is_inserted_is_read_as_the_mention_it_is():
    for name in ("张伟", "Ann Lee", "a.b-c", "x·y", "-dash", "空 格"):
        viewer = make_viewer(name)

        assert cook(f"看 {mention_of(name)} 和").mentions == [viewer.own_id], name


@given(st.text(max_size=30))
def test_every_name_can_be_spelled(name):
    assert all(key for key in spellings(name))
    assert len(spellings(name)) <= 40


def test_names_are_for_members_and_hold_no_addresses(client, client_of):
    ann = make_viewer("张伟")
    address = reverse("forum-mentions")

    answer = client_of(make_viewer()).get(address, {"q": "zw"})

    assert client.get(address, {"q": "zw"}).status_code == 302
    assert answer.json()["people"] == [{"name": "张伟", "insert": "@张伟", "avatar": "", "here": False}]
    assert ann.account.email not in answer.content.decode()
    assert client_of(ann).get(address, {"q": "x", "topic": "９９"}).status_code == 200


def test_a_preview_is_a_part_for_the_script_and_a_page_without(client, client_of):
    ann = make_viewer()
    address = reverse("forum-preview")

    part = client_of(ann).post(address, {"source": "**重要：**请看"}, headers={"HX-Request": "true"})
    page = client_of(ann).post(address, {"preview": "body", "body": "*x*", "title": "<T>"})

    assert part.content.decode().startswith("<p><strong>重要：</strong>请看</p>")
    assert "<em>x</em>" in page.content.decode()
    assert "&lt;T&gt;" in page.content.decode()
    assert client.post(address, {"source": "x"}).status_code == 302
    assert client_of(ann).get(address).status_code == 405


def test_a_post_is_quoted_for_who_may_read_it(client_of):
    ann, zhang = make_viewer(), make_viewer("张三")
    post = make_post(author=zhang, source="第一\n\n> 别人\n\n第二")
    moderator = make_viewer(role="moderator")
    hidden = make_topic(author=moderator, category=make_category(rights={"see": []}))
    secret = make_post(author=moderator, topic=hidden)

    answer = client_of(ann).get(reverse("forum-quote", args=[post.pk]))

    assert answer.json()["markdown"] == f"> [张三](/p/{post.pk}/)：\n> 第一\n>\n> 第二\n\n"
    assert cook(answer.json()["markdown"]).quotes == [post.pk]
    assert client_of(ann).get(reverse("forum-quote", args=[secret.pk])).status_code == 404
