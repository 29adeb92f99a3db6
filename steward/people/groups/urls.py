"""Addresses of the groups room."""

from django.urls import path, re_path

from steward.people.groups import views

urlpatterns = [
    path("groups/", views.groups_page, name="groups"),
    path("groups/<int:group_id>/", views.group_page, name="group"),
    path("groups/<int:group_id>/join/", views.join, name="group-join"),
    path("groups/<int:group_id>/leave/", views.leave, name="group-leave"),
    path("groups/<int:group_id>/add/", views.add_person, name="group-add"),
    re_path(
        r"^groups/(?P<group_id>\d+)/(?P<verb>in|out|lead|follow)/(?P<account_id>\d+)/$",
        views.change_people,
        name="group-people",
    ),
    path("console/groups/", views.console, name="groups-console"),
    path("console/groups/<int:group_id>/", views.console, name="group-edit"),
    path("console/groups/<int:group_id>/drop/", views.drop, name="group-drop"),
]
