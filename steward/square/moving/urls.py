"""Addresses of the moving room."""

from django.urls import path

from steward.square.moving import views

urlpatterns = [
    path("console/moving/", views.moving, name="moving"),
    path("console/moving/<int:source_id>/", views.source_page, name="moving-source"),
    path("console/moving/<int:source_id>/skipped.csv", views.skipped, name="moving-skipped"),
    path("console/moving/<int:source_id>/plan/", views.plan, name="moving-plan"),
    path("console/moving/<int:source_id>/start/", views.start, name="moving-start"),
    path("console/moving/<int:source_id>/stop/", views.stop, name="moving-stop"),
    path("console/moving/<int:source_id>/undo/", views.undo, name="moving-undo"),
]
