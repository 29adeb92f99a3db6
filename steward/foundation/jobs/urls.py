"""Addresses of the jobs room."""

from django.urls import path

from steward.foundation.jobs.views import cancel_job, job_page, jobs_list

urlpatterns = [
    path("console/jobs/", jobs_list, name="jobs-list"),
    path("console/jobs/<int:job_id>/", job_page, name="jobs-job"),
    path("console/jobs/<int:job_id>/cancel/", cancel_job, name="jobs-cancel"),
]
