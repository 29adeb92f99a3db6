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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "steward.foundation.ui.security.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "steward.people.access.middleware.ViewerMiddleware",
    "steward.foundation.ui.refusals.RefusalsMiddleware",
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
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

#: Everything below this address is for the team.
CONSOLE_PATH = "/console/"
