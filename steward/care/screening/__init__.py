"""Rules over every post: before it is published on the square, after it arrived elsewhere.

Owns: word lists, rules with their versions, hits, rehearsals. Announces: RuleHit, RuleChanged, HitsUndone.
Needs: classifier, clauses, activity, the forum's screens.
"""
