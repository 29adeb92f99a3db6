"""Mail: out through an SMTP server, answers back in through IMAP or the mail server's own pipe."""

from steward.foundation.kernel import env

#: Whatever Django or allauth sends goes through the outbox, which delivers with the backend below.
EMAIL_BACKEND = "steward.people.notify.outbox.OutboxBackend"
MAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("STEWARD_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.text("STEWARD_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("STEWARD_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("STEWARD_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("STEWARD_SMTP_PASSWORD")
EMAIL_USE_SSL = env.flag("STEWARD_SMTP_SSL", default=EMAIL_PORT == 465)
EMAIL_USE_TLS = env.flag("STEWARD_SMTP_TLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("STEWARD_MAIL_FROM", "steward@localhost")
EMAIL_SUBJECT_PREFIX = ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

#: "reply@example.org": answers go to reply+….@example.org; "" makes no mail answerable.
MAIL_REPLY_ADDRESS = env.text("STEWARD_REPLY_ADDRESS")
#: Where those arrive, when Steward is to fetch them.
MAIL_IMAP = {
    "host": env.text("STEWARD_IMAP_HOST"),
    "port": env.number("STEWARD_IMAP_PORT", 993),
    "user": env.text("STEWARD_IMAP_USER"),
    "password": env.text("STEWARD_IMAP_PASSWORD"),
    "tls": env.flag("STEWARD_IMAP_TLS", default=True),
    "folder": env.text("STEWARD_IMAP_FOLDER", "INBOX"),
}
#: What a mail server that delivers to /mail/receive/ says in the header X-Steward-Secret; "" closes the door.
MAIL_SECRET = env.text("STEWARD_MAIL_SECRET")

__all__ = [
    "ACCOUNT_EMAIL_SUBJECT_PREFIX",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_BACKEND",
    "EMAIL_HOST",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST_USER",
    "EMAIL_PORT",
    "EMAIL_SUBJECT_PREFIX",
    "EMAIL_TIMEOUT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
    "MAIL_BACKEND",
    "MAIL_IMAP",
    "MAIL_REPLY_ADDRESS",
    "MAIL_SECRET",
    "SERVER_EMAIL",
]
