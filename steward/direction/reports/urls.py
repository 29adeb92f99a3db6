"""Addresses of reports."""

from django.urls import path

from steward.direction.reports import views

urlpatterns = [
    path("console/reports/", views.archive, name="reports"),
    path("console/reports/write/", views.write_now, name="reports-write"),
    path("console/reports/jobs/<int:job_id>/", views.job_page, name="report-job"),
    path("console/reports/plans/", views.plan_list, name="reports-plans"),
    path("console/reports/plans/new/", views.plan_new, name="reports-plan-new"),
    path("console/reports/plans/start/<slug:period>/", views.plan_start, name="reports-plan-start"),
    path("console/reports/plans/<int:plan_id>/", views.plan_page, name="reports-plan"),
    path("console/reports/plans/<int:plan_id>/switch/", views.plan_switch, name="reports-plan-switch"),
    path("console/reports/plans/<int:plan_id>/remove/", views.plan_remove, name="reports-plan-remove"),
    path("console/reports/<int:report_id>/", views.report_page, name="report"),
    path("console/reports/<int:report_id>/edit/", views.edit, name="report-edit"),
    path("console/reports/<int:report_id>/text/", views.chat_text, name="report-text"),
    path("console/reports/<int:report_id>/markdown/", views.as_markdown_file, name="report-markdown"),
    path("console/reports/<int:report_id>/compare/", views.compare, name="report-compare"),
    path("console/reports/<int:report_id>/send/", views.send, name="report-send"),
    path("console/reports/<int:report_id>/hold/", views.hold, name="report-hold"),
    path("console/reports/<int:report_id>/release/", views.release, name="report-release"),
    path("console/reports/<int:report_id>/discard/", views.discard, name="report-discard"),
]
