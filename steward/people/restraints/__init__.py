"""What holds somebody back for a while or for good: silence, newcomers' limits, absence.

Owns: restraints of accounts. Announces: RestraintImposed, RestraintLifted. Needs: access, accounts.
"""
