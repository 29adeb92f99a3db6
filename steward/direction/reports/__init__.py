"""Daily, weekly and monthly reports, written and delivered on schedule.

Owns: plans (which report, for whom, when), reports with their frozen numbers and passages in every language, their
editing and delivery. Announces: ReportWritten, ReportChanged, ReportSent, ReportPlanChanged. Needs: insights for
numbers, moves and retention; what other rooms contribute to the point `report-parts`; notify for delivery.
"""
