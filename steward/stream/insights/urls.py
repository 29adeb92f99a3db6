"""Addresses of Insights."""

from django.urls import path

from steward.stream.insights.views import definitions, details, explanations, forecasts, pages

urlpatterns = [
    path("console/insights/", pages.overview, name="insights"),
    path("console/insights/growth/", pages.growth, name="insights-growth"),
    path("console/insights/activity/", pages.activity, name="insights-activity"),
    path("console/insights/answers/", pages.answers, name="insights-answers"),
    path("console/insights/people/", pages.people, name="insights-people"),
    path("console/insights/metrics/", details.metrics, name="insights-metrics"),
    path("console/insights/metrics/<slug:key>/", details.metric, name="insights-metric"),
    path("console/insights/metrics/<slug:key>/definition/", definitions.definition, name="insights-definition"),
    path("console/insights/metrics/<slug:key>/forecast/", forecasts.metric_forecast, name="insights-forecast"),
    path("console/insights/metrics/<slug:key>/explanation/", explanations.explanation, name="insights-explanation"),
    path("console/insights/metrics/<slug:key>/moves/", explanations.moves_page, name="insights-moves"),
    path("console/insights/rows/<slug:key>/", details.rows, name="insights-rows"),
]
