"""The pure rules of identity resolution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.people.members.identity.certain import certain
from steward.people.members.identity.normalise import Facts, address, label_of, latin, name_words, profile
from steward.people.members.identity.resolve import Groups, resolve
from steward.people.members.identity.score import score
from steward.people.members.identity.spelling import pinyin, short

NOISE = [Facts(90, "slack", "N1", "owl", "Peregrine Falconer"), Facts(91, "forum", "N2", "heron", "Avocet Lapwing")]


def facts(number: int, **fields) -> Facts:
    return Facts(**{"id": number, "realm": f"r{number}", "account_id": f"a{number}"} | fields)


def outcome(*rows: Facts, **options) -> tuple[list, list]:
    found = resolve([*rows, *NOISE], **options)
    return [(m.low, m.high) for m in found.merges], [(m.low, m.high) for m in found.proposals]


def test_accents_width_and_case_do_not_matter():
    assert (latin("Javier PEÑA"), latin("Ｏｗｌ"), latin("Łukasz Øst")) == ("javier pena", "owl", "lukasz ost")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("张伟", (("zhang", "wei"),)),
        ("欧阳娜娜", (("ouyang", "nana"),)),
        ("曾小贤", (("zeng", "xiaoxian"),)),
        ("Yao Wei Tjong 姚伟忠", (("yao", "weizhong"), ("yao", "wei", "tjong"))),
        ("O'Brien, Conan (they/them)", (("obrien", "conan"),)),
        ("ab4daa", (("ab4daa",),)),
        ("管理员", ()),
        ("Unknown User", ()),
        ("🙂", ()),
    ],
)
def test_names_become_words_in_each_script(name, words):
    assert name_words(name) == words


@pytest.mark.parametrize("other", ["Zhang Wei", "Wei Zhang", "ZHANG Wei", "zhāng wěi"])
def test_a_chinese_name_meets_its_spellings_as_a_proposal(other):
    merges, proposals = outcome(facts(1, name="张伟", handle="dove"), facts(2, name=other, handle="crane"))

    assert (merges, proposals) == ([], [(1, 2)])


def test_a_chinese_name_meets_a_handle_that_spells_it():
    for handle in ("zhangxiaoming", "xiaomingzhang", "zhang.xiaoming"):
        assert outcome(facts(1, name="张小明"), facts(2, handle=handle)) == ([], [(1, 2)])


def test_equal_names_alone_never_merge():
    rows = [facts(n, name="Bartholomew Featherstonehaugh") for n in range(1, 4)]

    merges, proposals = outcome(*rows)

    assert merges == []
    assert len(proposals) == 3


def test_a_name_and_a_handle_of_its_own_merge_and_two_colleagues_of_one_name_do_not():
    same = outcome(facts(1, name="Ann Archer", handle="kestrel77"), facts(2, name="Ann Archer", email="kestrel77@x.io"))
    apart = outcome(
        facts(1, name="Ann Archer", email="aarcher2@corp.io"), facts(2, name="Ann Archer", email="aarcher@corp.io")
    )

    assert same == ([(1, 2)], [])
    assert apart[0] == []


def test_a_verified_address_joins_whatever_the_names_but_an_unverified_one_does_not():
    mail = {"email": "ann@x.io"}

    sure = outcome(facts(1, name="Ann", email_verified=True, **mail), facts(2, name="Xiu", email_verified=True, **mail))
    mailbox = outcome(facts(1, email_verified=True, **mail), Facts(2, "email", "ann@x.io", email="ann@x.io"))
    claimed = outcome(facts(1, name="Ann Archer", **mail), facts(2, name="Ann Archer", email_verified=True, **mail))

    assert (sure[0], mailbox[0]) == ([(1, 2)], [(1, 2)])
    assert claimed == ([], [(1, 2)])
    assert certain([facts(1, **mail), facts(2, email_verified=True, **mail)]) == []


@pytest.mark.parametrize(
    "email",
    ["admin@x.io", "noreply@x.io", "no-reply@github.com", "root@localhost", "me@example.com", "bob@build.local",
     "notifications@github.com", "@x.io", "nobody"],
)  # fmt: skip
def test_addresses_of_functions_and_machines_say_nothing(email):
    rows = [facts(n, email=email, email_verified=True, name=f"Bird{n}") for n in (1, 2)]

    assert address(email)[0] == ""
    assert outcome(*rows) == ([], [])


def test_an_address_shared_by_many_names_is_a_hub():
    rows = [facts(n, email="list@birds.io", email_verified=True, name=f"Bird {n}") for n in range(1, 6)]

    assert certain(rows) == []


def test_a_private_commit_address_belongs_to_its_account():
    commit = Facts(1, "email", "583231+octo@users.noreply.github.com", email="583231+octo@users.noreply.github.com")
    by_number = Facts(2, "github.com", "583231", handle="renamed", service="github")
    by_handle = Facts(3, "github.com", "777777", handle="Octo", service="github")

    assert outcome(commit, by_number)[0] == [(1, 2)]
    assert outcome(commit, by_handle)[0] == [(1, 3)]


def test_one_account_of_a_service_with_ids_of_the_world_is_one_person():
    rows = [Facts(n, f"server{n}", "104857612345", service="discord") for n in (1, 2)]
    local = [Facts(n, f"team{n}", "U10485761", service="slack") for n in (1, 2)]

    assert outcome(*rows)[0] == [(1, 2)]
    assert outcome(*local)[0] == []


def test_a_bot_and_a_person_are_not_merged_by_name_and_handle():
    name = {"name": "Ann Archer", "handle": "kestrel77"}

    assert outcome(facts(1, **name), facts(2, is_bot=True, **name))[0] == []


def test_rejected_pairs_keep_their_groups_apart():
    rows = [facts(n, name="Ann Archer", handle="kestrel77") for n in (1, 2, 3)]

    merges, proposals = outcome(*rows, rejected=[(1, 2)])

    assert merges == [(1, 3)]
    assert proposals == []


def test_two_members_with_sign_ins_of_their_own_stay_two():
    rows = [facts(n, name="Ann Archer", handle="kestrel77") for n in (1, 2)]

    assert outcome(*rows, member={1: 1, 2: 2, 90: 90, 91: 91}, claimed={1, 2}) == ([], [])


def test_only_looks_at_pairs_with_somebody_new():
    rows = [facts(n, name="Ann Archer", handle="kestrel77") for n in (1, 2, 3)]

    assert outcome(*rows, only={3}, member={1: 1, 2: 1, 3: 3, 90: 90, 91: 91})[0] == [(1, 3)]
    assert outcome(*rows, only={90}) == ([], [])


def test_a_domain_of_ones_own_may_be_a_name_and_a_provider_never():
    assert (label_of("cgoncalves.pt"), label_of("mail.archer.co.uk"), label_of("gmail.com")) == (
        "cgoncalves",
        "archer",
        "",
    )


def test_pinyin_is_split_and_shortened():
    assert (pinyin("dongdong"), pinyin("xian"), pinyin("smith")) == (("dong", "dong"), (), ())
    assert "taodd" in short(("dongdong", "tao"))


def test_a_score_is_a_probability_and_a_crowd_lowers_it():
    assert 0 < score({"same_handle_local_own"}, 30) < score({"same_handle_local_own"}, 2) < 1
    assert score({"same_domain"}, 2) == 0


@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25),
    rejected=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=8
    ),
)
def test_no_order_of_joining_puts_a_rejected_pair_together(pairs, rejected):
    groups = Groups({n: n + 100 for n in range(10)}, rejected, ())

    for one, other in pairs:
        if groups.may_join(one, other):
            groups.join(one, other)

    assert all(groups.find(low) != groups.find(high) for low, high in rejected)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_a_profile(name, handle, email):
    assert profile(facts(1, name=name, handle=handle, email=email)).id == 1
