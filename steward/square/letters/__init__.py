"""Private conversations between members.

Owns: conversations, letters, blocks, reports of letters. Announces: LetterSent, MemberBlocked, LetterReported.
Needs: joining, notify, media, search.
"""
