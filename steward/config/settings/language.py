"""Languages, time zone, formats."""

from steward.config.settings.paths import PACKAGE
from steward.foundation.kernel import env

LANGUAGE_CODE = env.text("STEWARD_LANGUAGE", "en")
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("STEWARD_TIMEZONE", "Asia/Shanghai")
FIRST_DAY_OF_WEEK = 1
STEWARD_COMMUNITY_NAME = env.text("STEWARD_COMMUNITY")

__all__ = [
    "FIRST_DAY_OF_WEEK",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LANGUAGE_COOKIE_NAME",
    "LOCALE_PATHS",
    "STEWARD_COMMUNITY_NAME",
    "TIME_ZONE",
    "USE_I18N",
    "USE_TZ",
]
