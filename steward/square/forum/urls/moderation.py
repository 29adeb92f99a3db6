"""Addresses: moderation and the console of the square."""

from django.urls import URLPattern, path

from steward.square.forum.views import console, console_places, moderation, moderation_many

urlpatterns: list[URLPattern] = [
    path("t/<int:topic_id>/moderate/", moderation.moderate_topic, name="forum-moderate"),
    path("t/<int:topic_id>/moderate/posts/", moderation_many.posts, name="forum-moderate-posts"),
    path("t/<int:topic_id>/acts/", moderation.acts, name="forum-acts"),
    path("moderation/topics/", moderation_many.choose, name="forum-choose-topics"),
    path("moderation/many/", moderation_many.many, name="forum-moderate-many"),
    path("moderation/<int:decision_id>/undo/", moderation.undo, name="forum-undo"),
    path("console/square/", console.topics, name="square-topics"),
    path("console/square/acts/", console.acts, name="square-acts"),
    path("console/square/acts/names/", console.names, name="square-names"),
    path("console/square/tags/", console.tags, name="square-tags"),
    path("console/square/tags/<int:tag_id>/", console.tag, name="square-tag"),
    path("console/square/tags/<int:tag_id>/end/", console.end_tag, name="square-end-tag"),
    path("console/square/categories/", console_places.categories, name="square-categories"),
    path("console/square/categories/new/", console_places.category, name="square-new-category"),
    path("console/square/categories/order/", console_places.order, name="square-order"),
    path("console/square/categories/rights/", console_places.preview_rights, name="square-rights"),
    path("console/square/categories/<int:category_id>/", console_places.category, name="square-category"),
    path("console/square/categories/<int:category_id>/archive/", console_places.archive, name="square-archive"),
    path("console/square/categories/<int:category_id>/drop/", console_places.drop, name="square-drop"),
]
