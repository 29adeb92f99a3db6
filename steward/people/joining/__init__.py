"""How people come in, what they show of themselves, how they leave.

Owns: sign-up (open, with approval, by invitation), invitations, profiles and nicknames, accepted texts, guardians'
consent, claims of imported identities, leaving. Announces: MemberJoined, SignUpWaiting, SignUpDecided, ProfileChanged,
InvitationMade, InvitationRevoked, TextsAccepted, GuardianAsked, GuardianAnswered, ClaimMade, ClaimDecided,
IdentityClaimed, IdentityUnclaimed, LeavingAsked, LeavingCancelled, MemberLeft.
Needs: members, community, notify, media, allauth.
"""
