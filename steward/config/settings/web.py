"""Requests: secret, hosts, middleware, cookies, static files."""

import secrets

from steward.config.settings.paths import STEWARD_HOME
from steward.foundation.kernel import env


def _secret_key() -> str:
    """The key of the environment, or one made at first start and kept in the data folder for its owner only."""
    if given := env.text("STEWARD_SECRET_KEY"):
        return given
    kept = STEWARD_HOME / "secret_key"
    try:
        with kept.open("x", encoding="ascii") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
DEBUG = env.flag("STEWARD_DEBUG")
BASE_URL = env.text("STEWARD_URL", "http://127.0.0.1:8000").rstrip("/")
_secure = BASE_URL.startswith("https://")

ALLOWED_HOSTS = env.words("STEWARD_HOSTS", "127.0.0.1,localhost,[::1],testserver")
_host = BASE_URL.partition("://")[2].partition("/")[0].rsplit(":", 1)[0]
if _host not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(_host)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
if env.flag("STEWARD_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "steward.foundation.ui.views.errors.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

ROOT_URLCONF = "steward.config.urls"
WSGI_APPLICATION = "steward.config.wsgi.application"

MIDDLEWARE = [
    # First: what it answers from memory has been through all the others once, headers and all.
    "steward.square.forum.middleware.VisitorPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "steward.foundation.ui.security.SecurityHeadersMiddleware",
    "steward.foundation.media.middleware.PicturesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "steward.people.community.middleware.CommunityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "steward.people.accounts.middleware.SessionsSeenMiddleware",
    "steward.people.access.middleware.ViewerMiddleware",
    "steward.people.restraints.middleware.RestraintsMiddleware",
    "steward.foundation.ui.refusals.NulMiddleware",
    "steward.foundation.ui.refusals.RefusalsMiddleware",
    "steward.square.moving.middleware.OldAddressMiddleware",
]

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
#: Built files carry a fingerprint in their names: browsers may keep them for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/ui/built/.+-[\w-]{8}\.\w+$"

MEDIA_ROOT = STEWARD_HOME / "media"
#: Pictures a member may upload in a day, and what their files may weigh together; what all pictures may weigh.
MEDIA_DAILY_PICTURES = env.number("STEWARD_MEDIA_DAILY_PICTURES", 200)
MEDIA_DAILY_BYTES = env.number("STEWARD_MEDIA_DAILY_MB", 100) * 1_000_000
MEDIA_TOTAL_BYTES = env.number("STEWARD_MEDIA_TOTAL_MB", 50_000) * 1_000_000
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

#: Servers of one's own network ("host:port") that previews and webhooks may reach; a file of certificates to trust.
OUTGOING_ALLOW = env.words("STEWARD_OUTGOING_ALLOW")
OUTGOING_CA = env.text("STEWARD_OUTGOING_CA")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

#: Everything below this address is for the team.
CONSOLE_PATH = "/console/"

#: Views and read marks are written together this often; 0 writes them at once (tests).
READING_FLUSH_SECONDS = env.number("STEWARD_READING_FLUSH_SECONDS", 2)

#: Players of videos that members link to; nothing is loaded from there before a reader asks (forum/cooking/videos.py).
STEWARD_CSP_EXTRA = {"frame-src": "https://player.bilibili.com https://www.youtube-nocookie.com https://v.qq.com"}
