"""Addresses of the community room."""

from django.urls import path, re_path

from steward.people.community import views

urlpatterns = [
    re_path(r"^brand-(?P<digest>[0-9a-f]{8})\.css$", views.brand_stylesheet, name="brand-stylesheet"),
    path("about/", views.about, name="about"),
    path("about/<slug:key>/", views.about_text, name="about-text"),
    path("console/community/settings/", views.settings_page, name="community-settings-home"),
    path("console/community/settings/texts/<slug:key>/", views.text_page, name="community-text"),
    path("console/community/settings/undo/<int:decision_id>/", views.undo, name="community-undo"),
    path("console/community/settings/<slug:tab>/", views.settings_page, name="community-settings"),
]
