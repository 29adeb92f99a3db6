"""Addresses of work."""

from django.urls import path

from steward.team.work.views import feed, lists, parts, task

urlpatterns = [
    path("console/work/", lists.mine, name="work-mine"),
    path("console/work/tasks/", lists.task_list, name="work-tasks"),
    path("console/work/tasks/bulk/", lists.bulk, name="work-bulk"),
    path("console/work/tasks/bulk/finish/", lists.bulk_finish, name="work-bulk-finish"),
    path("console/work/new/", task.new, name="work-new"),
    path("console/work/new/understood/", task.understanding, name="work-understood"),
    path("console/work/board/", lists.task_board, name="work-board"),
    path("console/work/calendar/", lists.calendar, name="work-calendar"),
    path("console/work/undo/<int:decision_id>/", lists.undo, name="work-undo"),
    path("console/work/tasks/<int:task_id>/", task.page, name="work-task"),
    path("console/work/tasks/<int:task_id>/edit/", task.edit, name="work-edit"),
    path("console/work/tasks/<int:task_id>/move/", lists.move, name="work-move"),
    path("console/work/tasks/<int:task_id>/finish/", task.finish, name="work-finish"),
    path("console/work/tasks/<int:task_id>/reopen/", task.reopen, name="work-reopen"),
    path("console/work/tasks/<int:task_id>/take/", task.take, name="work-take"),
    path("console/work/tasks/<int:task_id>/leave/", task.leave, name="work-leave"),
    path("console/work/tasks/<int:task_id>/drop/", task.drop, name="work-drop"),
    path("console/work/tasks/<int:task_id>/checklist/", parts.add, name="work-items"),
    path("console/work/tasks/<int:task_id>/checklist/order/", parts.order, name="work-items-order"),
    path("console/work/tasks/<int:task_id>/checklist/<int:item_id>/", parts.item, name="work-item"),
    path("console/work/tasks/<int:task_id>/comments/", parts.comment, name="work-comment"),
    path("console/work/comments/<int:comment_id>/", parts.change_comment, name="work-comment-change"),
    path("account/calendar/", feed.own, name="work-feed"),
    path("account/calendar/change/", feed.change, name="work-feed-change"),
    path("calendar/<str:token>.ics", feed.file, name="work-feed-file"),
]
