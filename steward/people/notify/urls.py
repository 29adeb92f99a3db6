"""Addresses of the notify room."""

from django.urls import path

from steward.people.notify.views import console, gate, inbox, preferences

urlpatterns = [
    path("notifications/", inbox.notifications, name="notifications"),
    path("notifications/count/", inbox.notification_count, name="notification-count"),
    path("notifications/read/", inbox.read, name="notifications-read"),
    path("notifications/unread/", inbox.unread, name="notifications-unread"),
    path("notifications/<int:notification_id>/", inbox.notification, name="notification"),
    path("me/notifications/", preferences.preferences, name="notification-preferences"),
    path("me/notifications/again/", preferences.mail_again, name="mail-again"),
    path("mail/receive/", gate.receive_mail, name="mail-receive"),
    path("console/mail/", console.mail_log, name="mail-log"),
    path("console/mail/answers/", console.answers, name="mail-answers"),
    path("console/mail/test/", console.send_test, name="mail-test"),
    path("console/mail/connection/", console.test_connection, name="mail-connection"),
    path("mail/stop/<str:token>/", preferences.stop, name="notify-stop"),
]
