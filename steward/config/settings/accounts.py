"""Signing in: allauth with e-mail and password (argon2), codes by mail, passkeys and TOTP."""

from steward.foundation.kernel import env

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/console/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the team; sign-up comes with the portal
ACCOUNT_ADAPTER = "steward.people.accounts.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Steward"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.text("STEWARD_URL", "http://").startswith("http://")
USERSESSIONS_TRACK_ACTIVITY = True

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("STEWARD_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.text("STEWARD_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("STEWARD_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("STEWARD_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("STEWARD_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("STEWARD_SMTP_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("STEWARD_MAIL_FROM", "steward@localhost")
