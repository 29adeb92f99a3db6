"""Addresses of the surveys room."""

from django.urls import path

from steward.square.surveys.views import answering, results, team

urlpatterns = [
    path("surveys/<slug:slug>/", answering.survey, name="survey"),
    path("surveys/<slug:slug>/later/", answering.later, name="survey-later"),
    path("surveys/<slug:slug>/withdraw/", answering.withdraw, name="survey-withdraw"),
    path("console/surveys/", team.surveys, name="surveys"),
    path("console/surveys/new/", team.new, name="survey-new"),
    path("console/surveys/<int:survey_id>/", results.results, name="survey-results"),
    path("console/surveys/<int:survey_id>/edit/", team.edit, name="survey-edit"),
    path("console/surveys/<int:survey_id>/open/", team.open_now, name="survey-open"),
    path("console/surveys/<int:survey_id>/close/", team.close_now, name="survey-close"),
    path("console/surveys/<int:survey_id>/remove/", team.remove, name="survey-remove"),
    path("console/surveys/<int:survey_id>/import/", results.import_file, name="survey-import"),
    path("console/surveys/<int:survey_id>/export/", results.export, name="survey-export"),
    path("console/surveys/comments/<int:answer_id>/hide/", results.hide, name="survey-hide"),
    path("console/surveys/comments/<int:answer_id>/show/", results.show, name="survey-show"),
]
