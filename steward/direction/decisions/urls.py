"""Addresses of decisions."""

from django.urls import path

from steward.direction.decisions.views import listing, making, one

urlpatterns = [
    path("console/decisions/", listing.decisions, name="decisions"),
    path("console/decisions/new/", making.new, name="decisions-new"),
    path("console/decisions/<int:resolution_id>/", one.decision, name="decision"),
    path("console/decisions/<int:resolution_id>/change/", making.change, name="decisions-change"),
    path("console/decisions/<int:resolution_id>/measure/", one.measure, name="decisions-measure"),
    path("console/decisions/<int:resolution_id>/withdraw/", one.withdraw_one, name="decisions-withdraw"),
    path("console/decisions/<int:resolution_id>/resume/", one.resume_one, name="decisions-resume"),
    path("console/decisions/<int:resolution_id>/close/", one.close_one, name="decisions-close"),
]
