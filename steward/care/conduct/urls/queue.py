"""Addresses of conduct: reports and the queue."""

from django.urls import path

from steward.care.conduct.views import bulk, queue, reporting

urlpatterns = [
    path("conduct/report/<slug:kind>/<int:subject_id>/", reporting.report_page, name="conduct-report"),
    path("conduct/mine/", reporting.mine, name="conduct-mine"),
    path("conduct/mine/reports/<int:signal_id>/withdraw/", reporting.withdraw, name="conduct-withdraw"),
    path("console/conduct/queue/", queue.queue, name="conduct-queue"),
    path("console/conduct/queue/next/", queue.following, name="conduct-next"),
    path("console/conduct/queue/none/", bulk.dismiss, name="conduct-none-many"),
    path("console/conduct/queue/hide/", bulk.hide, name="conduct-hide-many"),
    path("console/conduct/queue/batch/<slug:batch>/", bulk.batch, name="conduct-batch"),
    path("console/conduct/queue/batch/<slug:batch>/undo/", bulk.undo, name="conduct-undo-many"),
    path("console/conduct/cases/<int:case_id>/", queue.case, name="conduct-case"),
    path("console/conduct/cases/<int:case_id>/span/", queue.span, name="conduct-span"),
    path("console/conduct/cases/<int:case_id>/act/<slug:verb>/", queue.act, name="conduct-act"),
]
