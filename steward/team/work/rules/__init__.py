"""Pure rules of tasks: due dates, places on the board, repeating, reading a line, who may."""
