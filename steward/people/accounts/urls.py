"""Addresses of the accounts room."""

from django.urls import path
from django.views.generic import RedirectView

from steward.people.accounts import views

urlpatterns = [
    path("sign-in/<str:token>/", views.sign_in_by_link, name="sign-in-by-link"),
    path("me/account/", views.own_account, name="own-account"),
    path("console/account/", RedirectView.as_view(pattern_name="own-account")),
]
