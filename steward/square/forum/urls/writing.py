"""Addresses: writing."""

from django.urls import URLPattern, path

from steward.square.forum.views import writing, writing_acts, writing_own, writing_terms, writing_trust

urlpatterns: list[URLPattern] = [
    path("new/", writing.new_topic, name="forum-new"),
    path("new/similar/", writing.similar, name="forum-similar"),
    path("t/<int:topic_id>/reply/", writing.reply_page, name="forum-reply"),
    path("t/<int:topic_id>/vote/", writing_terms.vote_in, name="forum-vote"),
    path("t/<int:topic_id>/chain/", writing_terms.chain, name="forum-chain"),
    path("p/<int:post_id>/react/", writing_acts.react_to, name="forum-react"),
    path("p/<int:post_id>/accept/", writing_acts.accept_answer, name="forum-accept"),
    path("p/<int:post_id>/remove/", writing_acts.remove, name="forum-remove"),
    path("p/<int:post_id>/restore/", writing_acts.restore, name="forum-restore"),
    path("p/<int:post_id>/bookmark/", writing_own.keep, name="forum-bookmark"),
    path("bookmarks/", writing_own.bookmarks, name="forum-bookmarks"),
    path("follow/", writing_own.follow_it, name="forum-follow"),
    path("me/following/", writing_own.following, name="forum-following"),
    path("console/square/trust/", writing_trust.trust, name="square-trust"),
    path("console/square/trust/<int:level>/", writing_trust.trust, name="square-trust-level"),
    path("console/square/trust/member/<int:member_id>/", writing_trust.member_trust, name="square-trust-member"),
]
