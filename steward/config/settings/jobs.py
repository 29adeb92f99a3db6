"""Background jobs: django-q2 on the database."""

from steward.foundation.kernel import env

Q_CLUSTER = {
    "name": "steward",
    "orm": "default",
    "workers": env.number("STEWARD_WORKERS", 1),
    "timeout": 7 * 24 * 3600 - 60,
    "retry": 7 * 24 * 3600,  # our own heartbeat, not the broker, finds jobs that lost their worker
    "max_attempts": 1,
    "poll": 0.5,
    "catch_up": False,
    "bulk": 1,
    "save_limit": 100,
    "label": "jobs",
}
