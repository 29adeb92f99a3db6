"""Addresses of the accounts room."""

from django.urls import path

from steward.people.accounts import views

urlpatterns = [
    path("sign-in/<str:token>/", views.sign_in_by_link, name="sign-in-by-link"),
    path("console/account/", views.own_account, name="own-account"),
]
