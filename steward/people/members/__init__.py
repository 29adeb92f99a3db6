"""Everyone in the community, across all channels.

Owns: members, identities (one per account at a service), names seen, segments, merges as decisions that can be taken
back, merge proposals' evidence, consent, export and erasure. Announces: MembersMerged, MergeUndone, MemberErased,
MemberEdited, IdentitiesAdded. Needs: access, journal, proposals, jobs, search, ui.
"""
