"""Addresses of goals."""

from django.urls import path

from steward.direction.goals.views import lists, making, page, parts

urlpatterns = [
    path("console/goals/", lists.goal_list, name="goals"),
    path("console/goals/work/", lists.work_list, name="goals-work"),
    path("console/goals/work/assign/", lists.assign, name="goals-assign"),
    path("console/goals/work/assign/<int:decision_id>/undo/", lists.unassign, name="goals-unassign"),
    path("console/goals/serving/<slug:kind>/<int:object_id>/", lists.serving, name="goals-serving"),
    path("console/goals/new/", making.choose, name="goals-new"),
    path("console/goals/new/write/", making.write, name="goals-write"),
    path("console/goals/new/metric/", making.metric_note, name="goals-metric"),
    path("console/goals/new/set/<slug:key>/", making.begin_with, name="goals-set"),
    path("console/goals/<int:goal_id>/", page.goal_page, name="goal"),
    path("console/goals/<int:goal_id>/edit/", page.edit, name="goal-edit"),
    path("console/goals/<int:goal_id>/begin/", page.begin, name="goal-begin"),
    path("console/goals/<int:goal_id>/close/", page.end, name="goal-close"),
    path("console/goals/<int:goal_id>/drop/", page.give_up, name="goal-drop"),
    path("console/goals/<int:goal_id>/reopen/", page.open_again, name="goal-reopen"),
    path("console/goals/<int:goal_id>/copy/", page.copy, name="goal-copy"),
    path("console/goals/<int:goal_id>/key-results/new/", parts.new_key_result, name="key-result-new"),
    path("console/goals/<int:goal_id>/guardrails/new/", parts.new_guardrail, name="guardrail-new"),
    path("console/goals/key-results/<int:key_result_id>/", parts.key_result, name="key-result"),
    path("console/goals/key-results/<int:key_result_id>/check-in/", page.say, name="key-result-check-in"),
    path("console/goals/guardrails/<int:guardrail_id>/", parts.guardrail, name="guardrail"),
    path("console/goals/<slug:kind>/<int:part_id>/remove/", parts.remove, name="goal-part-remove"),
    path("about/goals/", lists.about_goals, name="about-goals"),
]
