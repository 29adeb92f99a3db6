"""Addresses of the activity room."""

from django.urls import path

from steward.stream.activity.views import chat, conversations

urlpatterns = [
    path("console/conversations/", conversations.conversations_list, name="conversations-list"),
    path("console/conversations/channels/", chat.channels_list, name="conversations-channels"),
    path("console/conversations/<int:thread_id>/", conversations.thread_read, name="conversations-thread"),
    path("console/conversations/channel/<int:channel_id>/", chat.channel_read, name="conversations-channel"),
    path("console/conversations/message/<int:activity_id>/", conversations.message_place, name="conversations-message"),
    path("console/conversations/member/<int:member_id>/", chat.member_read, name="conversations-member"),
]
