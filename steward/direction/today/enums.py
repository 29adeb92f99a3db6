"""This room's names and numbers."""

#: The kind of job that builds the sentences on what moved.
MOVES = "today.moves"
#: Metrics explained at most; each takes a second or two, in the job.
MOST_EXPLAINED = 3
#: Suggestions at most.
MOST_STEPS = 5
#: Lines of a group of waiting work.
MOST_LINES = 8
#: Seconds for which the number in the rail may be old.
BADGE_SECONDS = 60
