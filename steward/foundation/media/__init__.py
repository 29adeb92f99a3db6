"""Uploaded pictures.

Owns: uploads (sniffed, re-encoded, stripped of what cameras add), their variants, quotas, where they are served.
Announces: PictureStored, PictureRemoved. Needs: jobs, journal.
"""
