"""What somebody is asked to do: one model of a task for every room, my work over all rooms, days in calendars.

Owns: tasks with their checklists, comments and labels; the private calendar feeds. Announces: TaskMade, TaskEdited,
TaskAssigned, TaskMoved, TaskFinished, TaskReopened, TaskDropped, TaskTicked, TaskCommented. Needs: conduct (what is to
be done by hand on a channel), the forum (places that are closed to a viewer), proposals, notify, webhooks.

Reads the points `my-work` (what waits in other rooms) and `calendar` (what has a day there).
"""
