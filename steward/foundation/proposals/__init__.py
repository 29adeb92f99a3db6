"""The suggestion inbox: what a rule, a metric or a model suggests and a person accepts, rejects or ignores.

Owns: proposals with score and evidence. Rooms contribute what accepting and rejecting their kind does.
Announces: ProposalMade, ProposalDecided. Needs: journal.
"""
