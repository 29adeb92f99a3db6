"""Addresses of the interface itself."""

from django.urls import path

from steward.foundation.ui.views.palette import palette
from steward.foundation.ui.views.preferences import account, language, theme
from steward.foundation.ui.views.savedviews import delete_view, save_view
from steward.foundation.ui.views.style import style, style_csv, style_page

app_name = "ui"

urlpatterns = [
    path("language/", language, name="language"),
    path("theme/", theme, name="theme"),
    path("account/", account, name="account"),
    path("console/palette/", palette, name="palette"),
    path("console/views/", save_view, name="save-view"),
    path("console/views/<int:view>/delete/", delete_view, name="delete-view"),
    path("console/style/", style, name="style"),
    path("console/style/table.csv", style_csv, name="style-csv"),
    path("console/style/<slug:page>/", style_page, name="style-page"),
]
