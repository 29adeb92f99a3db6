"""What somebody is asked to do: tasks, my work, due dates."""
