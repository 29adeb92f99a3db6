"""Private conversations between members.

Owns: conversations, letters, blocks. Announces: LetterSent, MemberBlocked, LetterHidden.
Needs: joining, notify, media, search.
"""
