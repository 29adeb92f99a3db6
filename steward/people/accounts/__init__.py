"""People who can sign in.

Owns: accounts (e-mail and password with argon2, passkeys, TOTP, sessions through allauth), the one-time sign-in link
of the first owner. Announces: AccountCreated, SignedInByLink. Needs: journal, ui.
"""
