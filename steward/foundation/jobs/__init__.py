"""Background jobs and schedules, in front of django-q2.

Owns: jobs with state, progress, cancellation and heartbeat; the timetable of schedules. A job killed with its worker
is found (its process is gone, or its heartbeat is stale) and started again, so handlers are idempotent.
Offers the point `job-kinds` (how a kind is called and where its result is). Announces: JobFinished. Needs: journal.
"""
