"""Addresses of the classifier room."""

from django.urls import path

from steward.care.classifier.views import acts, pages

urlpatterns = [
    path("console/conduct/classifier/", pages.home, name="classifier"),
    path("console/conduct/classifier/train/", acts.train_now, name="classifier-train"),
    path("console/conduct/classifier/back/", acts.back_now, name="classifier-back"),
    path("console/conduct/classifier/setup/", acts.set_up_now, name="classifier-setup"),
    path("console/conduct/classifier/<int:number>/", pages.version_page, name="classifier-version"),
    path("console/conduct/classifier/<int:number>/use/", acts.use_now, name="classifier-use"),
]
