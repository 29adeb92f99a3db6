"""Addresses: members' pages."""

from django.urls import URLPattern, path

from steward.square.forum.views import profile

urlpatterns: list[URLPattern] = [
    path("me/", profile.own_profile, name="own-page"),
    path("people/<int:member_id>/", profile.member_profile, name="member-profile"),
    path("people/<int:member_id>/<str:tab>/", profile.member_profile, name="member-profile-tab"),
]
