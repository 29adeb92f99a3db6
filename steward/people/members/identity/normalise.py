"""What two spellings of a name, a handle or an address have in common, in Latin and Chinese script."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from steward.people.members.identity.generic import GENERIC_LOCALS, GENERIC_NAMES, NO_REPLY, PUBLIC_MAIL, SHARED_HOSTS

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z]+")
_ALNUM = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"[(\[（【<].*?[)\]）】>]")
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


class Facts(NamedTuple):
    """An identity as resolution reads it."""

    id: int
    realm: str
    account_id: str
    handle: str = ""
    name: str = ""
    email: str = ""
    email_verified: bool = False
    url: str = ""
    is_bot: bool = False
    service: str = ""


class Profile(NamedTuple):
    """What resolution compares. Every text is folded to a–z and 0–9."""

    id: int
    names: tuple[tuple[str, ...], ...]  # the words of the name, once for each script it is written in
    handle: str  # all letters and digits
    handle_words: tuple[str, ...]
    local: str  # of the address, without +tag
    local_words: tuple[str, ...]
    domain: str
    label: str  # the part of a personal domain that may be a name
    links: tuple[str, ...]  # service/account of profile links
    is_bot: bool
    realm: str


def latin(text: str) -> str:
    """Lower-case letters without accents; other scripts stay."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold().translate(_SPECIAL)
    return "".join(char for char in folded if not unicodedata.combining(char))


@lru_cache(maxsize=200_000)
def syllables(han: str) -> tuple[str, ...]:
    """Chinese characters as toneless pinyin, the first read as a surname (单 is shan, 曾 zeng)."""
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(han, style=Style.NORMAL, v_to_u=False, errors="ignore")
    if han[:1] in _SURNAMES:
        found[0] = _SURNAMES[han[0]]
    return tuple(found)


#: Surnames whose usual reading is not the character's commonest one.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "查": "zha", "朴": "piao", "区": "ou", "任": "ren",
    "盖": "ge",
    "翟": "zhai",
    "冼": "xian", "缪": "miao", "乐": "yue", "员": "yun", "召": "shao", "黑": "he", "繁": "po", "秘": "bi",
}  # fmt: skip
#: Surnames of two characters.
_COMPOUND = frozenset(
    "欧阳 上官 司马 司徒 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 独孤 南宫 端木 申屠 西门 百里 呼延".split()  # noqa: SIM905
)


def name_words(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name, once for each script: `姚伟忠 Yao Wei Tjong` gives the pinyin of the one and the other.

    A Chinese name of two to four characters becomes (surname, given name); remarks in brackets are left out.
    """
    bare = _BRACKETS.sub(" ", name) or name
    if not set(latin(bare).strip(" 0123456789").split()) - GENERIC_NAMES:
        return ()
    found = []
    for han in _HAN.findall(bare)[:2]:
        read = syllables(han)
        surname = 2 if han[:2] in _COMPOUND and len(read) > 2 else 1
        if read:
            found.append(("".join(read[:surname]), "".join(read[surname:])) if len(read) > 1 else read)
    rest = latin(_HAN.sub(" ", bare)).replace("'", "").replace("’", "")
    words = tuple(_WORD.findall(rest))
    if len(rest.split()) == 1 or not words:
        # One run of letters and figures is a handle used as a name, whatever stands between.
        words = ("".join(_ALNUM.findall(rest)),) if _ALNUM.search(rest) else ()
    return tuple([*found, words] if words else found)


def handle_words(text: str) -> tuple[str, ...]:
    """The words of a handle or local part: split at punctuation, digits and inner capitals."""
    return tuple(_WORD.findall(latin(_CAMEL.sub(" ", text))))


def compact(text: str) -> str:
    """Letters and digits only; a Chinese handle becomes pinyin."""
    return "".join(_ALNUM.findall(latin(_HAN.sub(lambda han: " ".join(syllables(han.group())), text))))


def address(email: str) -> tuple[str, str]:
    """Local part and domain; ("", "") for shared, machine-made and no-reply addresses that name nobody.

    GitHub's private addresses (`1234+handle@users.noreply.github.com`) give the handle.
    """
    local, _at, domain = email.lower().rpartition("@")
    if domain == "users.noreply.github.com":
        return local.rpartition("+")[2], domain
    local = local.partition("+")[0]
    if not local or NO_REPLY.search(f"{local}@{domain}") or domain in SHARED_HOSTS or "." not in domain:
        return "", ""
    return (local, domain) if compact(local) not in GENERIC_LOCALS else ("", domain)


def label_of(domain: str) -> str:
    """The label of a domain that may be a person's name; "" for public mail providers."""
    if not domain or domain in PUBLIC_MAIL:
        return ""
    parts = domain.split(".")
    second_level = len(parts) > 2 and parts[-2] in {"com", "co", "org", "net", "edu", "ac", "gov"}
    return compact(parts[-3] if second_level else parts[-2]) if len(parts) > 1 else ""


def links_of(url: str) -> tuple[str, ...]:
    """`github.com/name` of a profile link on a service where the path names the account."""
    found = re.search(r"(github\.com|gitlab\.com|gitee\.com|launchpad\.net)/~?([\w.-]+)", url.lower())
    return (f"{found.group(1)}/{found.group(2)}",) if found else ()


def profile(facts: Facts) -> Profile:
    """What is compared of an identity."""
    local, domain = address(facts.email)
    handle = compact(facts.handle)
    if handle in GENERIC_LOCALS:
        handle = ""
    return Profile(
        id=facts.id,
        names=name_words(facts.name),
        handle=handle,
        handle_words=handle_words(facts.handle) if handle else (),
        local=compact(local),
        local_words=handle_words(local),
        domain=domain,
        label=label_of(domain),
        links=links_of(facts.url),
        is_bot=facts.is_bot,
        realm=facts.realm,
    )
