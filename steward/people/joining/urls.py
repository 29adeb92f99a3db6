"""Addresses of the joining room."""

from django.urls import path, re_path

from steward.people.joining.views import claims, console, entering, own

urlpatterns = [
    path("join/<str:token>/", entering.join, name="join"),
    path("guardian/<str:token>/", entering.guardian, name="guardian"),
    path("me/guardian/", entering.own_guardian, name="own-guardian"),
    path("me/texts/", entering.accept, name="accept-texts"),
    path("me/profile/", own.profile, name="own-profile"),
    path("me/profile/real-name/", own.real_name, name="own-real-name"),
    path("me/invitations/", own.invitations, name="own-invitations"),
    path("me/invitations/<int:invitation_id>/revoke/", own.revoke, name="revoke-invitation"),
    path("me/data/", own.data, name="own-data"),
    path("me/leave/", own.leave, name="leave"),
    path("me/leave/stay/", own.stay, name="stay"),
    path("me/claim/", claims.claim, name="claim"),
    path("me/claim/take/", claims.take, name="claim-take"),
    path("me/claim/team/<int:identity_id>/", claims.by_team, name="claim-by-team"),
    path("me/claim/letter/<str:token>/", claims.by_letter, name="claim-by-letter"),
    path("console/signups/", console.sign_ups, name="sign-ups"),
    path("console/signups/decide/", console.decide, name="decide-sign-ups"),
    path("console/signups/<int:account_id>/confirm/", console.confirm, name="confirm-address"),
    path("console/signups/<int:account_id>/back-stage/", console.back_stage, name="back-stage"),
    path("console/signups/claims/", console.claims, name="claims"),
    re_path(
        r"^console/signups/claims/(?P<claim_id>\d+)/(?P<verdict>accept|refuse|undo)/$",
        console.answer_claim,
        name="answer-claim",
    ),
    path("console/invitations/", own.invitations, name="invitations"),
]
