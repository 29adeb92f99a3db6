"""Addresses of the channels room."""

from django.urls import path

from steward.stream.channels.views import imports, intake, quarantine, sources

urlpatterns = [
    path("console/import/", imports.import_list, name="import-list"),
    path("console/import/new/", intake.new, name="import-new"),
    path("console/import/sample/", intake.sample, name="import-sample"),
    path("console/import/<int:import_id>/", imports.import_page, name="import-page"),
    path("console/import/<int:import_id>/preview/", imports.preview, name="import-preview"),
    path("console/import/<int:import_id>/start/", imports.start, name="import-start"),
    path("console/import/<int:import_id>/cancel/", imports.cancel, name="import-cancel"),
    path("console/import/<int:import_id>/retry/", imports.retry, name="import-retry"),
    path("console/import/<int:import_id>/quarantine.<slug:kind>", quarantine.download, name="import-quarantine"),
    path("console/sources/<int:source_id>/", sources.source_page, name="source-page"),
    path("console/sources/<int:source_id>/remove/", sources.remove, name="source-remove"),
]
