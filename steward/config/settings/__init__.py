"""Settings, one file per concern. Everything that differs between installations comes from the environment."""

from steward.config.settings.accounts import *  # noqa: F403
from steward.config.settings.database import *  # noqa: F403
from steward.config.settings.jobs import *  # noqa: F403
from steward.config.settings.language import *  # noqa: F403
from steward.config.settings.logs import *  # noqa: F403
from steward.config.settings.mail import *  # noqa: F403
from steward.config.settings.paths import *  # noqa: F403
from steward.config.settings.rooms import *  # noqa: F403
from steward.config.settings.templates import *  # noqa: F403
from steward.config.settings.web import *  # noqa: F403
