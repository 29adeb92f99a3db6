"""Addresses of the members room."""

from django.urls import path, re_path

from steward.people.members.views import listing, member, proposals

urlpatterns = [
    path("console/members/", listing.members_list, name="members-list"),
    path("console/members/tag/", listing.tag_chosen, name="members-tag"),
    path("console/members/merge-chosen/", listing.merge_chosen, name="members-merge-chosen"),
    path("console/members/segments/", listing.keep_segment, name="members-keep-segment"),
    path("console/members/segments/<int:segment_id>/drop/", listing.drop_segment, name="members-drop-segment"),
    path("console/members/proposals/", proposals.inbox, name="members-proposals"),
    path("console/members/proposals/decide/", proposals.decide_bulk, name="members-proposals-bulk"),
    path("console/members/proposals/look/", proposals.look_again, name="members-look-again"),
    re_path(
        r"^console/members/proposals/(?P<proposal_id>\d+)/(?P<verdict>accept|reject|reopen)/$",
        proposals.decide,
        name="members-proposal",
    ),
    path("console/members/merges/<int:decision_id>/undo/", member.undo, name="members-undo"),
    path("console/members/<int:member_id>/", member.member_page, name="members-member"),
    path("console/members/<int:member_id>/edit/", member.edit, name="members-edit"),
    path("console/members/<int:member_id>/consent/", member.consent, name="members-consent"),
    path("console/members/<int:member_id>/merge/", member.merge_page, name="members-merge"),
    path("console/members/<int:member_id>/merge/do/", member.merge, name="members-do-merge"),
    path("console/members/<int:member_id>/export/", member.export, name="members-export"),
    path("console/members/<int:member_id>/erase/", member.erase, name="members-erase"),
]
