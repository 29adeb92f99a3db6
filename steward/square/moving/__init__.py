"""Moving an imported source into the square.

Owns: moves (plan, progress, report) and the old addresses that lead to the new places. Announces: SourceMoved.
Needs: forum, activity.
"""
