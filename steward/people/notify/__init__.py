"""What members are told, and how.

Owns: notifications, preferences, quiet hours, digests, the outbox of mails and their delivery, answers by mail.
Announces: PreferencesChanged, Unsubscribed, AddressRefused, ReplyTaken. Needs: access, community, jobs, media.
Offers the points `notification-kinds`, `notification-faces`, `mail-replies`.
"""
