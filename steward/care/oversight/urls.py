"""Addresses of oversight."""

from django.urls import path, register_converter

from steward.care.oversight import views


class PeriodConverter:
    """A year, quarter or month: 2026, 2026-Q2, 2026-05."""

    regex = r"[12][0-9]{3}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(PeriodConverter, "period")
TEAM = "console/conduct/oversight/"
REPORT = "conduct/transparency/<period:period>/"

urlpatterns = [
    path("conduct/log/", views.log, name="conduct-log"),
    path("conduct/log/feed.atom", views.feed, name="conduct-log-feed"),
    path("conduct/transparency/", views.public_reports, name="transparency"),
    path(REPORT, views.public_report, name="transparency-report"),
    path(f"{REPORT}<int:version>/", views.public_report, name="transparency-report-kept"),
    path(f"{REPORT}<int:version>/report.csv", views.public_report_csv, name="transparency-report-csv"),
    path(TEAM, views.clauses, name="oversight"),
    path(f"{TEAM}log/<int:judgement_id>/redact/", views.redact_entry, name="oversight-redact"),
    path(f"{TEAM}log/<int:judgement_id>/show/", views.show_entry, name="oversight-show"),
    path(f"{TEAM}looks/", views.looks, name="oversight-looks"),
    path(f"{TEAM}looks/<int:judgement_id>/", views.look, name="oversight-look"),
    path(f"{TEAM}looks/differ/", views.disagreements_list, name="oversight-disagreements"),
    path(f"{TEAM}looks/differ/<int:look_id>/", views.disagreement, name="oversight-disagreement"),
    path(f"{TEAM}me/", views.me, name="oversight-me"),
    path(f"{TEAM}me/<str:month>/", views.note, name="oversight-note"),
    path(f"{TEAM}me/<str:month>/drop/", views.drop_own_note, name="oversight-note-drop"),
    path(f"{TEAM}team/", views.team_load, name="oversight-team"),
    path(f"{TEAM}team/<int:account_id>/", views.team_member, name="oversight-team-member"),
    path(f"{TEAM}reports/", views.report_list, name="oversight-reports"),
    path(f"{TEAM}reports/<period:period>/", views.report_draft, name="oversight-draft"),
    path(f"{TEAM}reports/<period:period>/publish/", views.publish_one, name="oversight-publish"),
    path(f"{TEAM}openness/", views.openness_page, name="oversight-openness"),
    path(f"{TEAM}openness/<int:decision_id>/undo/", views.openness_undo, name="oversight-openness-undo"),
]
