"""Addresses of conduct: judging."""

from django.urls import path

from steward.care.conduct.views import decisions, judgements, judging, library, practice, sanctions

urlpatterns = [
    path("conduct/decisions/<int:judgement_id>/", decisions.decision, name="conduct-decision"),
    path("conduct/library/", library.library, name="conduct-library"),
    path("console/conduct/cases/<int:case_id>/judge/", judging.judge_case, name="conduct-judge"),
    path("console/conduct/cases/<int:case_id>/preview/", judging.preview, name="conduct-preview"),
    path("console/conduct/judgements/", judgements.judgements, name="conduct-judgements"),
    path("console/conduct/judgements/overturn/", judgements.overturn_chosen, name="conduct-overturn-many"),
    path("console/conduct/judgements/<int:judgement_id>/", judgements.judgement, name="conduct-judgement"),
    path("console/conduct/judgements/<int:judgement_id>/overturn/", judgements.overturn_one, name="conduct-overturn"),
    path("console/conduct/judgements/<int:judgement_id>/sample/", judgements.sample, name="conduct-sample"),
    path("console/conduct/sanctions/", sanctions.sanctions, name="conduct-sanctions"),
    path("console/conduct/sanctions/<int:sanction_id>/lift/", sanctions.lift, name="conduct-lift"),
    path("console/conduct/tasks/<int:task_id>/done/", sanctions.task_done, name="conduct-task-done"),
    path("console/conduct/members/<int:member_id>/link/", sanctions.link, name="conduct-link"),
    path("console/conduct/practice/", practice.practice, name="conduct-practice"),
    path("console/conduct/practice/begin/", practice.begin, name="conduct-practice-begin"),
    path("console/conduct/practice/undo/<int:decision_id>/", practice.undo, name="conduct-practice-undo"),
]
