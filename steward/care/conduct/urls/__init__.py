"""Addresses of conduct, by what one does there."""

from steward.care.conduct.urls import judging, queue

urlpatterns = [*queue.urlpatterns, *judging.urlpatterns]
