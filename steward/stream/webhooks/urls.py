"""Addresses of the webhooks room."""

from django.urls import path

from steward.stream.webhooks import views

urlpatterns = [
    path("console/webhooks/", views.endpoints, name="webhooks"),
    path("console/webhooks/new/", views.new_endpoint, name="webhooks-new"),
    path("console/webhooks/<int:endpoint_id>/", views.endpoint_page, name="webhooks-endpoint"),
    path("console/webhooks/<int:endpoint_id>/edit/", views.edit_endpoint, name="webhooks-edit"),
    path("console/webhooks/<int:endpoint_id>/secret/", views.renew, name="webhooks-renew"),
    path("console/webhooks/<int:endpoint_id>/pause/", views.pause_endpoint, name="webhooks-pause"),
    path("console/webhooks/<int:endpoint_id>/resume/", views.resume_endpoint, name="webhooks-resume"),
    path("console/webhooks/<int:endpoint_id>/remove/", views.remove, name="webhooks-remove"),
    path("console/webhooks/<int:endpoint_id>/test/", views.test, name="webhooks-test"),
    path("console/webhooks/deliveries/<int:delivery_id>/", views.delivery_page, name="webhooks-delivery"),
    path("console/webhooks/deliveries/<int:delivery_id>/again/", views.send_again, name="webhooks-again"),
]
