"""Addresses of the media room."""

from django.urls import path

from steward.foundation.media import views

urlpatterns = [
    path("media/pictures/", views.upload_picture, name="media-upload"),
    path("media/<str:name>", views.picture, name="media-file"),
]
