"""The community as every other room reads it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from steward.people.community.enums import BINDING, SignUp


@dataclass(frozen=True, slots=True)
class LegalText:
    """The current version of a text: Markdown as written, HTML safe to show.

    `asked` is the latest version that everybody has to have accepted (0: none has to be).
    """

    key: str
    version: int
    asked: int
    markdown: str
    html: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Community:
    """Everything the settings say. Colours are "#rrggbb"; addresses of pictures are keys of media, "" for none."""

    stamp: str
    name: str
    purpose: str
    languages: tuple[str, ...]  # enabled ones, the first is the community's own
    timezone: str
    signup_mode: str
    members_invite: bool
    question: str  # asked of who wants to join; "" asks nothing
    asks_birth_year: bool
    minimum_age: int  # years; 0 asks for none
    guardian_age: int  # below it a guardian has to consent; 0 asks nobody
    asks_real_name: bool
    contact: str  # an address for members, shown at the foot of letters and legal pages
    primary: str
    accent: str
    radius: str
    logo: str
    cover: str
    filing: str
    filing_police: str
    texts: tuple[LegalText, ...]

    @property
    def language(self) -> str:
        """The community's own language."""
        return self.languages[0]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone its days begin and end in."""
        return ZoneInfo(self.timezone)

    @property
    def is_open(self) -> bool:
        """Whether a stranger without an invitation may sign up."""
        return self.signup_mode in {SignUp.OPEN, SignUp.APPROVAL}

    @property
    def needs_age(self) -> bool:
        """Whether a newcomer is asked for the year of birth."""
        return self.asks_birth_year or self.minimum_age > 0 or self.guardian_age > 0

    def text(self, key: str) -> LegalText | None:
        """The current version of a text, None where none was written."""
        return next((text for text in self.texts if text.key == key), None)

    @property
    def binding(self) -> tuple[LegalText, ...]:
        """The texts a member has to have accepted."""
        return tuple(text for text in self.texts if text.key in BINDING)
