"""Addresses: stream."""

from django.urls import URLPattern, path

from steward.square.forum.views import search

urlpatterns: list[URLPattern] = [
    path("search/", search.search_page, name="forum-search"),
    path("search/titles/", search.suggestions, name="forum-suggestions"),
]
