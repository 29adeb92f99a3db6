"""Addresses of the access room."""

from django.urls import path

from steward.people.access import views

urlpatterns = [
    path("console/team/", views.team_mates, name="team-mates"),
    path("console/team/<int:account_id>/link/", views.team_mate_link, name="team-mate-link"),
    path("console/team/<int:account_id>/roles/", views.change_roles, name="change-roles"),
    path("console/tokens/", views.api_tokens, name="api-tokens"),
    path("console/tokens/<int:token_id>/revoke/", views.revoke_api_token, name="revoke-api-token"),
]
