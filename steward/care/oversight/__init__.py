"""Watching the watchers: the public log, transparency reports, blind second looks, the load of moderators.

Owns: redactions, second looks, kept reports, notes on one's load, how open the log is. Announces: EntryRedacted,
LookedAgain, ReportPublished, OpennessChanged. Needs: appeals, conduct, clauses.

Every number is a function in `queries/` or `rules/` that names its formula and source. Nothing here ranks people: what
is counted about a team mate is shown to that person first, to leads from the next day on, with the person's own note.
"""
