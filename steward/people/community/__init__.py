"""What the community is called and looks like.

Owns: name, purpose, languages, time zone, brand tokens, legal texts with all versions, the way of signing up; the
middleware that chooses language and time zone. Announces: CommunityChanged, LegalTextWritten. Needs: access, media.
"""
