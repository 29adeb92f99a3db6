"""Addresses: reading."""

from django.urls import URLPattern, path

from steward.square.forum.views import feeds, reading, reading_marks, reading_topic

urlpatterns: list[URLPattern] = [
    path("", reading.home, name="home"),
    path("latest/", reading.latest, name="forum-latest"),
    path("latest/read/", reading_marks.all_read, name="forum-all-read"),
    path("latest/read/undo/", reading_marks.all_read_undo, name="forum-all-read-undo"),
    path("c/<str:key>/", reading.category, name="forum-category"),
    path("c/<str:key>/feed.atom", feeds.category, name="forum-category-feed"),
    path("tags/", reading.tags, name="forum-tags"),
    path("tag/<str:key>/", reading.tag, name="forum-tag"),
    path("tag/<str:key>/feed.atom", feeds.tag, name="forum-tag-feed"),
    path("t/<int:topic_id>/", reading_topic.short, name="forum-topic-short"),
    path("t/<int:topic_id>/unread/", reading_topic.unread, name="forum-unread"),
    path("t/<int:topic_id>/on/", reading_topic.day, name="forum-day-asked"),
    path("t/<int:topic_id>/on/<str:date>/", reading_topic.day, name="forum-day"),
    path("t/<int:topic_id>/news/<int:number>/", reading_topic.news, name="forum-news"),
    path("t/<int:topic_id>/after/<int:number>/", reading_topic.after, name="forum-after"),
    path("t/<int:topic_id>/feed.atom", feeds.topic, name="forum-topic-feed"),
    path("p/<int:post_id>/", reading_topic.post, name="forum-post"),
    path("feed.atom", feeds.everything, name="forum-feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", feeds.sitemap_file, name="sitemap-file"),
    path("robots.txt", feeds.robots, name="robots"),
]

#: The pattern of a topic by its name comes last: "unread", "reply" and their like are not names of topics.
by_name = path("t/<int:topic_id>/<str:slug>/", reading_topic.topic, name="forum-topic")
