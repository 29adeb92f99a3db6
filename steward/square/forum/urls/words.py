"""Addresses: words."""

from django.urls import URLPattern, path

from steward.square.forum.views import words_drafts, words_edit, words_history, words_tools

urlpatterns: list[URLPattern] = [
    path("p/<int:post_id>/edit/", words_edit.edit, name="forum-edit"),
    path("p/<int:post_id>/history/", words_history.history, name="forum-history"),
    path("p/<int:post_id>/history/<int:number>/restore/", words_history.restore, name="forum-restore-words"),
    path("p/<int:post_id>/history/<int:number>/hide/", words_history.hide, name="forum-hide-words"),
    path("p/<int:post_id>/quote/", words_tools.quote, name="forum-quote"),
    path("preview/", words_tools.preview, name="forum-preview"),
    path("mentions/", words_tools.mentions, name="forum-mentions"),
    path("drafts/", words_drafts.drafts, name="forum-drafts"),
    path("drafts/<str:place>/", words_drafts.draft, name="forum-draft"),
]
