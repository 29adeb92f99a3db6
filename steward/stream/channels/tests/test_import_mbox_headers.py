"""The header scan agrees with the standard library; names, dates and subjects are read as people mean them."""

import email.parser
import email.policy
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.stream.channels.importers import mail_body, mail_dates, mail_headers, mail_people, mail_subjects

NOW = datetime(2026, 1, 1, tzinfo=UTC)

names = st.sampled_from(["From", "Subject", "subject", "X-Odd_Name!", "Message-ID", "References", "Content-Type", "a"])
texts = st.text(st.characters(codec="ascii", exclude_characters="\r\n\0"), max_size=40)
folds = st.lists(st.tuples(st.sampled_from([" ", "\t"]), texts), max_size=2)
fields = st.tuples(names, st.sampled_from(["", " ", "\t"]), texts, folds)
broken = st.sampled_from(["no colon here", " starts with space", ": no name", "two words: x", "=", "\t"])
lines = st.lists(fields | broken, max_size=6)


def _written(parts, body: str, end: str) -> str:
    written = [
        part if isinstance(part, str) else f"{part[0]}:{part[1]}{part[2]}" + "".join(f"\n{s}{t}" for s, t in part[3])
        for part in parts
    ]
    return "\n".join([*written, "", body]).replace("\n", end)


@settings(max_examples=500, deadline=None)
@given(
    lines,
    st.text(st.characters(codec="ascii", exclude_characters="\r\0"), max_size=60),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_scan_gives_the_headers_and_the_body_of_the_standard_library(parts, body: str, end: str) -> None:
    mail = _written(parts, body, end).encode()
    # The mbox line is cut off before; what the parser would take for a second one is not our case.
    if mail.startswith((b"From ", b">From ")):
        mail = b"X-First: 1" + end.encode() + mail

    headers, start = mail_headers.scan(mail)

    parsed = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(mail)
    expected: dict[bytes, bytes] = {}
    for name, value in parsed.items():
        expected.setdefault(name.lower().encode(), b"".join(value.encode().split()))
    assert {name: b"".join(value.split()) for name, value in headers.items()} == expected
    if not parsed.is_multipart():
        payload = parsed.get_payload(decode=False)
        assert mail[start:].decode() == payload


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_reading_a_mail_fail(mail: bytes) -> None:
    headers, start = mail_headers.scan(mail)

    mail_people.author(headers.get(b"from", mail))
    mail_dates.written_at(headers, mail, NOW)
    mail_headers.references({b"references": mail, b"in-reply-to": mail})
    text = mail_body.read({**headers, b"content-type": mail[:80]}, mail[start:], "").text
    assert "\0" not in text
    assert "\0" not in mail_headers.readable(mail)


@pytest.mark.parametrize(
    ("written", "address", "name"),
    [
        (b"jago@mclink.it (Stefano Iacus)", "jago@mclink.it", "Stefano Iacus"),
        (b"Kurt.Hornik at ci.tuwien.ac.at (Kurt Hornik)", "kurt.hornik@ci.tuwien.ac.at", "Kurt Hornik"),
        (b'"Li, Lei" <Li.Lei@Example.ORG>', "li.lei@example.org", "Li, Lei"),
        (b"ann (at) example.org", "ann@example.org", ""),
        (b"ann [at] example.org (Ann)", "ann@example.org", "Ann"),
        (b"=?GB2312?B?1cXOsA==?= <zhangwei@example.cn>", "zhangwei@example.cn", "张伟"),
        (
            b"goran at domain.com (=?ISO-8859-1?Q?G=F6ran?= =?ISO-8859-1?Q?_Lastname?=)",
            "goran@domain.com",
            "Göran Lastname",
        ),
        ("张伟 <zhangwei@example.cn>".encode("gb18030"), "zhangwei@example.cn", "张伟"),
        (b"pd@|gd @end|ng |rom gm@||@com (peter dalgaard)", "", "peter dalgaard"),
        (b"nobody", "", "nobody"),
        (b"<ann@example.org>", "ann@example.org", ""),
    ],
)
def test_authors_are_found_in_every_way_of_writing_them(written: bytes, address: str, name: str) -> None:
    author = mail_people.author(written)

    assert (author.address, author.name) == (address, name)
    assert author.key


def test_a_destroyed_address_keeps_a_name_of_its_own() -> None:
    first = mail_people.author(b"pd@|gd @end|ng |rom gm@||@com (peter dalgaard)")
    second = mail_people.author(b"pd@|gd  @end|ng |rom  gm@||@com (Peter Dalgaard)")

    assert first.key == second.key == "pd@|gd @end|ng |rom gm@||@com"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"Thu, 31 Jan 2008 20:25:13 -0500", datetime(2008, 2, 1, 1, 25, 13, tzinfo=UTC)),
        (b" Mon, 30 Sep 2002 16:38:56 +0200 (CEST)", datetime(2002, 9, 30, 14, 38, 56, tzinfo=UTC)),
        (b"Tue, 1 Apr 97 11:48:02 +0200", datetime(1997, 4, 1, 9, 48, 2, tzinfo=UTC)),
        (b"Tue Apr 22 11:43:06 2003", datetime(2003, 4, 22, 11, 43, 6, tzinfo=UTC)),
        (b"$Date: 2001/08/30 21:44:37 $", datetime(2001, 8, 30, 21, 44, 37, tzinfo=UTC)),
        (b"2002-10-19", datetime(2002, 10, 19, tzinfo=UTC)),
        (b"Mon, 31 Feb 2002 16:38:56 +0200", None),
        (b"Mon, 30 Sep 2002 25:38:56 +0200", None),
        (b"no date", None),
        (b"", None),
    ],
)
def test_dates_are_read_as_they_are_found_in_archives(value: bytes, expected: datetime | None) -> None:
    assert mail_dates.parse(value) == expected


def test_a_date_that_cannot_be_true_gives_way_to_the_servers_notes() -> None:
    headers = {
        b"date": b"Thu, 1 Jan 1970 01:33:35 +0100",
        b"received": b"from a by b;\n\tMon, 27 Aug 2001 09:36:58 +0000",
    }

    assert mail_dates.written_at(headers, b"", NOW) == datetime(2001, 8, 27, 9, 36, 58, tzinfo=UTC)


def test_a_date_that_cannot_be_true_gives_way_to_the_mbox_line() -> None:
    headers = {b"date": b"Fri, 1 Jan 2038 00:00:00 +0000"}
    line = b"From a b at example.org  Mon Aug 27 09:36:58 2001\n"

    assert mail_dates.written_at(headers, line, NOW) == datetime(2001, 8, 27, 9, 36, 58, tzinfo=UTC)


@pytest.mark.parametrize(
    ("subject", "base", "is_reply"),
    [
        ("[R-SIG-Mac]Re: R 1.2.3", "r 1.2.3", True),
        ("Re: [R-SIG-Mac] AW: R 1.2.3", "r 1.2.3", True),
        ("回复：Re[2]: 关于 活动", "关于 活动", True),
        ("答复: 转发: 活动", "活动", True),
        ("[announce]", "[announce]", False),
        ("Release [beta] of Re", "release [beta] of re", False),
        ("Fwd: news (fwd)", "news", True),
        ("", "", False),
    ],
)
def test_the_base_subject_is_what_the_thread_is_about(subject: str, base: str, is_reply: bool) -> None:
    assert mail_subjects.base_subject(subject) == (base, is_reply)


def test_a_title_keeps_its_case_and_loses_reply_words() -> None:
    assert mail_subjects.title("Re: [R-SIG-Mac] Carbon R 1.5.1") == "Carbon R 1.5.1"


MULTIPART = b"""--X
Content-Type: text/html; charset=utf-8

<p>other</p>
--X
Content-Type: multipart/alternative; boundary="Y;Z"

--Y;Z
Content-Type: text/plain; charset="gb2312"
Content-Transfer-Encoding: base64

xOO6ww==
--Y;Z--
--X
Content-Type: application/pdf

%PDF
--X--
"""


def test_the_plain_part_of_a_multipart_mail_is_its_text() -> None:
    body = mail_body.read({b"content-type": b"multipart/mixed; boundary=X"}, MULTIPART, "")

    assert body == ("你好", "text")


def test_html_is_read_as_text_without_scripts() -> None:
    raw = b"<html><head><title>t</title><script>alert(1)</script></head><p>Hello <b>all</b>,</p><p>two &lt;3&gt;"

    assert mail_body.read({b"content-type": b"text/html"}, raw, "").text == "Hello all,\n\ntwo <3>"


def test_a_mail_of_attachments_only_is_a_file() -> None:
    raw = b"--X\nContent-Type: image/png\n\nPNG\n--X--\n"

    assert mail_body.read({b"content-type": b"multipart/mixed; boundary=X"}, raw, "") == ("", "file")


def test_a_nest_of_parts_without_end_is_left_alone() -> None:
    raw = b"--X\nContent-Type: multipart/mixed; boundary=X\n\n" * 5_000

    assert mail_body.read({b"content-type": b"multipart/mixed; boundary=X"}, raw, "").text == ""
