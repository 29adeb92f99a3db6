"""Addresses of letters."""

from django.urls import path

from steward.square.letters import views

urlpatterns = [
    path("letters/", views.list_letters, name="letters"),
    path("letters/new/", views.new, name="letters-new"),
    path("letters/blocked/", views.blocked, name="letters-blocked"),
    path("letters/block/<int:account_id>/", views.block, name="letters-block"),
    path("letters/unblock/<int:account_id>/", views.unblock, name="letters-unblock"),
    path("letters/<int:conversation_id>/", views.conversation, name="letters-conversation"),
    path("letters/<int:conversation_id>/people/", views.people, name="letters-people"),
    path("letters/<int:conversation_id>/mute/", views.mute, name="letters-mute"),
    path("letters/<int:conversation_id>/leave/", views.leave, name="letters-leave"),
    path("letters/<int:conversation_id>/return/", views.come_back, name="letters-return"),
    path("letters/letter/<int:letter_id>/withdraw/", views.withdraw, name="letters-withdraw"),
]
