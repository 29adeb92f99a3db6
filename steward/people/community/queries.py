"""The settings, read exactly and cheaply: each process keeps its copy and compares one stamp."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection
from django.db.models import Max, Q

from steward.foundation.journal.public import latest
from steward.foundation.media.public import address
from steward.people.community import colours
from steward.people.community.enums import SEQUENCE, Radius, SignUp, TextKey
from steward.people.community.models import Settings, TextVersion
from steward.people.community.records import Community, LegalText

ROW = 1
#: What this process read last. Replaced as a whole, so threads need no lock.
_kept: Community | None = None
#: The copy of the request being answered: one look at the stamp for each request.
_here: ContextVar[list[Community] | None] = ContextVar("community", default=None)


def community() -> Community:
    """The settings as committed now: one query for the stamp, three when it is new, none twice in a request."""
    here = _here.get()
    if here:
        return here[0]
    found = _current()
    if here is not None:
        here.append(found)
    return found


def community_version() -> int:
    """A number that grows with every change of the community's settings or texts."""
    return latest(SEQUENCE)[SEQUENCE]


@contextmanager
def one_request() -> Iterator[None]:
    """Within it the settings are looked up once."""
    token = _here.set([])
    try:
        yield
    finally:
        _here.reset(token)


def _stamp() -> str:
    """Asked first by every page, so in plain SQL: Django takes longer to write it than the database to answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp FROM community_settings WHERE id = %s", [ROW])
        row = cursor.fetchone()
    return str(row[0] or "") if row else ""


def look_again() -> None:
    """Forget the copy of this request: its own change must be seen at once."""
    here = _here.get()
    if here is not None:
        here.clear()


def _current() -> Community:
    global _kept  # noqa: PLW0603  (one value, replaced as a whole)
    stamp = _stamp()
    kept = _kept
    if not stamp:
        return _read(default_row(), ())
    if kept is None or kept.stamp != stamp:
        # The row may be newer than the stamp; keeping it under the older one only makes the next look read again.
        row = Settings.objects.filter(pk=ROW).first() or default_row()
        row.stamp = stamp
        _kept = kept = _read(row, _texts())
    return kept


def _read(row: Settings, texts: tuple[LegalText, ...]) -> Community:
    return Community(
        stamp=row.stamp,
        name=row.name or settings.STEWARD_COMMUNITY_NAME,
        languages=enabled(row.languages),
        timezone=row.timezone or settings.TIME_ZONE,
        primary=row.primary or colours.PRIMARY,
        accent=row.accent or colours.ACCENT,
        texts=texts,
        **{name: getattr(row, name) for name in _PLAIN},
    )


_PLAIN = (
    "purpose", "signup_mode", "members_invite", "question", "asks_birth_year", "minimum_age", "guardian_age",
    "asks_real_name", "contact", "radius", "logo", "cover", "filing", "filing_police",
)  # fmt: skip


def default_row() -> Settings:
    """The settings before anybody touched them: by invitation, the installation's language and time zone."""
    return Settings(pk=ROW, signup_mode=SignUp.INVITATION, radius=Radius.SOFT, languages=[])


def enabled(chosen: list[str]) -> tuple[str, ...]:
    """The languages offered, the community's own first; where none is chosen all that Steward has."""
    known = [code for code, _name in settings.LANGUAGES]
    first = [settings.LANGUAGE_CODE] if settings.LANGUAGE_CODE in known else known[:1]
    return tuple(code for code in chosen if code in known) or (*first, *(code for code in known if code not in first))


def _texts() -> tuple[LegalText, ...]:
    tops = (
        TextVersion.objects.values("key")
        .annotate(top=Max("version"), asked=Max("version", filter=Q(asks_again=True)))
        .values_list("key", "top", "asked")
    )
    wanted = {key: (top, asked or 0) for key, top, asked in tops}
    found = {}
    if wanted:
        newest = Q()
        for key, (top, _asked) in wanted.items():
            newest |= Q(key=key, version=top)
        for row in TextVersion.objects.filter(newest).exclude(markdown=""):
            asked = wanted[row.key][1]
            found[row.key] = LegalText(row.key, row.version, asked, row.markdown, row.html, row.at)
    return tuple(found[key] for key in TextKey.values if key in found)


def versions_of(key: str) -> list[TextVersion]:
    """Every version of a text, the newest first."""
    return list(TextVersion.objects.filter(key=key).select_related("account").order_by("-version"))


def picture(key: str, variant: str = "") -> str:
    """The address of one of the community's pictures; "" where there is none."""
    return address(key, variant) if key else ""
