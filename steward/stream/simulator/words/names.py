"""What people are called: one person, differently on every source."""

from typing import NamedTuple

import numpy as np

from steward.stream.activity.records import AccountRecord
from steward.stream.simulator.engine.chance import scramble
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.enums import Source
from steward.stream.simulator.outputs.times import moment
from steward.stream.simulator.spec import Spec
from steward.stream.simulator.words.people import FIRST_NAMES, GIVEN, HANDLE_WORDS, LAST_NAMES, NICKNAMES, SURNAMES

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MAIL_HOSTS = ("mail.example", "post.example", "mailbox.example", "uni.example", "work.example")

#: Realms whose ids mean the same everywhere.
REALMS = ("", "", "", "email", "github.com")


class Name(NamedTuple):
    """A person's name in their own script and in Latin letters, with the words a handle is made of."""

    native: str
    latin: str
    parts: tuple[str, str]


class Names:
    """Names, handles and addresses of a population, worked out when asked; nothing is kept."""

    def __init__(self, spec: Spec, population: Population) -> None:
        self._population = population
        self._people = scramble(np.arange(spec.members, dtype=np.int64), spec.seed + 3)
        self._accounts = scramble(np.arange(len(population.accounts.person), dtype=np.int64), spec.seed + 4)

    def of(self, person: int) -> Name:
        """The person's name."""
        lot = int(self._people[person])
        if self._population.people.chinese[person]:
            family, family_latin = SURNAMES[min(lot % 97, lot >> 8 & 63) % len(SURNAMES)]
            given = [GIVEN[(lot >> shift) % len(GIVEN)] for shift in ((20, 30) if lot >> 40 & 3 else (20,))]
            given_latin = "".join(sound for _, sound in given)
            native = family + "".join(sign for sign, _ in given)
            return Name(native, f"{given_latin.title()} {family_latin.title()}", (family_latin, given_latin))
        first, last = FIRST_NAMES[(lot >> 20) % len(FIRST_NAMES)], LAST_NAMES[(lot >> 30) % len(LAST_NAMES)]
        return Name(f"{first} {last}", f"{first} {last}", (first.lower(), last.lower()))

    def login(self, person: int, style: int) -> str:
        """A handle that nobody else has."""
        return f"{self.handle(person, style)}{person}"

    def handle(self, person: int, style: int) -> str:
        """A handle that others may have too; people keep style 0 in most places."""
        lot = int(self._people[person])
        first, second = self.of(person).parts
        word = HANDLE_WORDS[(lot >> 44) % len(HANDLE_WORDS)]
        stems = (f"{first}{second}", f"{second}.{first}", f"{first[0]}{second}", f"{word}_{second}", f"{first}-{word}")
        favourite = (lot >> 50) % len(stems)
        return stems[(favourite + style) % len(stems)]

    def address(self, person: int) -> str:
        """The person's usual e-mail address."""
        host = _MAIL_HOSTS[int(self._people[person]) % len(_MAIL_HOSTS)]
        return f"{self.login(person, 0).replace('_', '.')}@{host}"

    def account_id(self, account: int) -> str:
        """The account's id at its source."""
        person, source = int(self._population.accounts.person[account]), self._population.accounts.source[account]
        lot = int(self._accounts[account])
        if source == Source.WECHAT:
            return f"wxid_{_base36(lot % 36**7).rjust(7, '0')}{_base36(account)}"
        if source == Source.DISCORD:
            return str(10**17 + (lot % 10**8) * 10**9 + account)
        if source == Source.FORUM:
            return str(1000 + account)
        if source == Source.MAIL:
            return (
                self.address(person) if lot % 10 else f"{self.login(person, 2)}@{_MAIL_HOSTS[lot % len(_MAIL_HOSTS)]}"
            )
        return self.login(person, 0 if lot % 10 < 7 else 3)

    def record(self, account: int) -> AccountRecord:
        """The account as its source shows it: name in one script or the other, handle, address where it is known."""
        accounts = self._population.accounts
        person, source = int(accounts.person[account]), int(accounts.source[account])
        lot = int(self._accounts[account]) >> 8
        name = self.of(person)
        code = self.account_id(account)
        shown = (name.native, name.native, name.latin)[lot % 3]
        handle, address, sure = "", "", False
        if source == Source.WECHAT:
            shown = NICKNAMES[(lot >> 4) % len(NICKNAMES)] if lot % 10 < 4 else name.native
        elif source in {Source.DISCORD, Source.FORUM}:
            handle = self.handle(person, 0 if (lot >> 4) % 10 < 7 else 1) + ("", str(lot % 90 + 10))[lot >> 8 & 1]
            shown = handle if lot % 2 else shown
        if source == Source.FORUM:
            address, sure = self.address(person), lot % 10 < 8
        elif source == Source.MAIL:
            address, sure = code, True
        elif source == Source.GITHUB:
            handle, address = code, self.address(person) if (lot >> 4) % 2 else ""
            sure = bool(address) and lot % 3 == 0
        made = moment(int(accounts.joined[account])) if source != Source.WECHAT else None
        return AccountRecord(code, REALMS[source], handle, shown, address, sure, created_at=made)


def _base36(number: int) -> str:
    """A number in the digits and letters handles are made of."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text or "0"
