"""Addresses of the square, by what one does there."""

from steward.square.forum.urls import moderation, profile, reading, stream, words, writing

urlpatterns = [
    *reading.urlpatterns,
    *writing.urlpatterns,
    *words.urlpatterns,
    *moderation.urlpatterns,
    *stream.urlpatterns,
    *profile.urlpatterns,
    # Last: the other addresses below a topic's number are not names of topics.
    reading.by_name,
]
