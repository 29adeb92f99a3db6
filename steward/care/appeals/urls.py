"""Addresses of appeals. Those below /conduct/ stay open to who is suspended or banned."""

from django.urls import path

from steward.care.appeals import views

urlpatterns = [
    path("conduct/decisions/<int:judgement_id>/appeal/", views.write, name="appeal-write"),
    path("conduct/appeals/<int:appeal_id>/withdraw/", views.withdraw_own, name="appeal-withdraw"),
    path("conduct/appeals/<int:appeal_id>/resume/", views.resume_own, name="appeal-resume"),
    path("console/conduct/appeals/", views.open_list, name="appeals"),
    path("console/conduct/appeals/decided/", views.decided_list, name="appeals-decided"),
    path("console/conduct/appeals/<int:appeal_id>/", views.appeal_page, name="appeal"),
    path("console/conduct/appeals/<int:appeal_id>/take/", views.take_one, name="appeal-take"),
    path("console/conduct/appeals/<int:appeal_id>/give-back/", views.give_back_one, name="appeal-give-back"),
    path("console/conduct/appeals/<int:appeal_id>/write/", views.write_back, name="appeal-word"),
]
