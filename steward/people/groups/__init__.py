"""Groups of members.

Owns: groups, who is in them, who leads them. Announces: GroupMade, GroupChanged, GroupDropped, GroupAsked,
GroupJoined, GroupLeft. Needs: access.
"""
