"""Addresses of the positioning room."""

from django.urls import path

from steward.direction.positioning.views import editing, publishing, reading

urlpatterns = [
    path("about/positioning/", reading.positioning, name="positioning"),
    path("console/positioning/", editing.canvas, name="positioning-canvas"),
    path("console/positioning/box/<slug:key>/", editing.box, name="positioning-box"),
    path("console/positioning/begin/", editing.begin, name="positioning-begin"),
    path("console/positioning/discard/", editing.discard, name="positioning-discard"),
    path("console/positioning/preview/", publishing.preview, name="positioning-preview"),
    path("console/positioning/publish/", publishing.publish, name="positioning-publish"),
    path("console/positioning/versions/<int:number>/restore/", publishing.restore, name="positioning-restore"),
    path("console/positioning/check/", reading.check, name="positioning-check"),
]
