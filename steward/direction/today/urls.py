"""Addresses of the today room."""

from django.urls import path

from steward.direction.today import views

urlpatterns = [
    path("console/", views.today, name="today"),
    path("console/today/moved/", views.moved, name="today-moved"),
]
