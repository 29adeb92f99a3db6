"""Pure rules: nicknames, ages, tokens, what is missing before one may write."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Allowed, Denied, Invalid, Ruling
from steward.people.accounts.public import Account
from steward.people.community.public import Community
from steward.people.joining.enums import Consent, State
from steward.people.joining.records import TextAsked

LONGEST = 30
#: A nickname may be changed once in so many days.
RENAME_DAYS = 30
#: How long links in letters work.
GUARDIAN_LINK = timedelta(days=14)
CLAIM_LINK = timedelta(days=2)
#: Nobody is born before; keeps typing errors out.
EARLIEST_BIRTH = 1900

#: Names that would look like the house itself, folded.
RESERVED = frozenset({
    "admin", "administrator", "root", "system", "steward", "moderator", "mod", "owner", "team", "staff", "support",
    "everyone", "all", "here", "nobody", "anonymous", "null", "undefined", "me", "deleted", "former member",
    "管理员", "系统", "版主", "官方", "客服", "所有人", "全体成员", "匿名", "社群管家", "站长", "已注销",
})  # fmt: skip
#: Letters of other scripts that look like Latin ones (a small part of Unicode's confusables.txt: the lower-case
#: Cyrillic and Greek twins, digits that pass for letters stay what they are).
_TWINS = str.maketrans("асеорхуіјѕһԁԛԝվνοαρτυικβ", "aceopxyijshdqwvvoaptuikb")


def clean_nickname(text: str) -> str:
    """The nickname as it is shown: one line, no invisible characters. Raises Invalid with a sentence."""
    name = unicodedata.normalize("NFC", text)
    name = " ".join("".join(c for c in name if unicodedata.category(c) not in _INVISIBLE or c == " ").split())
    if not 1 <= len(name) <= LONGEST:
        raise Invalid({"nickname": _("Choose a nickname of one to thirty characters.")})
    if not any(c.isalnum() for c in name):
        raise Invalid({"nickname": _("A nickname needs at least one letter or digit.")})
    if any(c in '@<>/\\"' for c in name):
        raise Invalid({"nickname": _("A nickname cannot contain @, quotes, slashes or angle brackets.")})
    if nickname_key(name) in RESERVED:
        raise Invalid({"nickname": _("This name is kept for the house. Choose another.")})
    return name


#: Categories of characters nobody sees: formats (zero-width), controls, private use, unassigned, surrogates.
_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cn", "Cs"})
#: Fillers and blank letters Unicode counts among letters and symbols, and marks that change how one looks.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufe0e\ufe0f")


def nickname_key(name: str) -> str:
    """What two nicknames share that look the same: NFKC, case-folded, nothing invisible, twins of Latin letters."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE and c not in _BLANK)
    return unicodedata.normalize("NFKC", " ".join(text.translate(_TWINS).split()))[:120]


def youngest(birth_year: int, this_year: int) -> int:
    """How old somebody born in that year is at least: the birthday may still be to come."""
    return this_year - birth_year - 1


def check_birth_year(year: int | None, this_year: int, now: Community) -> None:
    """Raise Invalid where the community asks for an age and this year will not do."""
    if not now.needs_age:
        return
    if year is None or not EARLIEST_BIRTH <= year <= this_year:
        raise Invalid({"birth_year": _("Write the year you were born in, like 1998.")})
    if now.minimum_age and youngest(year, this_year) < now.minimum_age:
        raise Invalid({
            "birth_year": _("Members of this community are at least %(age)s years old.") % {"age": now.minimum_age}
        })  # fmt: skip


def needs_guardian(year: int | None, this_year: int, now: Community) -> bool:
    """Whether a guardian has to consent before somebody born in this year may write."""
    return bool(now.guardian_age) and year is not None and youngest(year, this_year) < now.guardian_age


def new_token() -> str:
    """An unguessable word for a link: 192 bits."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is looked up of a token: it is long and random, so a plain SHA-256 cannot be guessed backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """How far somebody has come in: what `may_write` looks at."""

    state: str = State.APPROVED
    verified: bool = True
    guardian: str = ""  # a Consent, "" where none is needed
    accepted: Mapping[str, int] = field(default_factory=dict)  # text → latest version accepted
    leaving: bool = False


def may_write_with(entry: Entry, texts: Iterable[TextAsked]) -> Ruling:
    """Whether somebody who has come in so far may write; each denial says the way out."""
    why = _closed_door(entry) or _open_matter(entry, texts)
    return Denied(why) if why else Allowed()


def _closed_door(entry: Entry) -> str:
    """What others have to do, or the address to prove; "" where nothing is in the way."""
    if entry.state == State.REFUSED:
        return _("The team did not approve your request to join, so you can read but not write.")
    if not entry.verified:
        return _("Confirm your e-mail address first: open %(page)s and have the letter sent again.") % {
            "page": reverse("account_email")
        }
    if entry.guardian and entry.guardian != Consent.GIVEN:
        return _guardian_words(entry.guardian)
    if entry.state == State.WAITING:
        return _("The team is still looking at your request to join. You get a letter when it has decided.")
    return ""


def _open_matter(entry: Entry, texts: Iterable[TextAsked]) -> str:
    """What the member can settle at once."""
    if missing(entry.accepted, texts):
        return _("The community's texts have changed. Read and accept them at %(page)s, then you can write again.") % {
            "page": reverse("accept-texts")
        }
    if entry.leaving:
        return _("Your account is being deleted. Take that back at %(page)s.") % {"page": reverse("leave")}
    return ""


def _guardian_words(state: str) -> str:
    page = {"page": reverse("own-guardian")}
    if state == Consent.ASKED:
        return (
            _(
                "Your guardian has not consented yet. Ask them to open the letter we sent, or have it sent again at "
                "%(page)s."
            )
            % page
        )
    return _("Your guardian did not consent, or took it back. You can read; ask again at %(page)s.") % page


def missing(accepted: Mapping[str, int], texts: Iterable[TextAsked]) -> list[str]:
    """The texts of which a version that asks everybody again was not accepted yet."""
    return [text.key for text in texts if accepted.get(text.key, 0) < text.asked]


def shown_account(account: Account) -> str:
    """What to call an account on screen: its nickname, else its number; never a part of its address."""
    return account.name or f"#{account.pk}"
