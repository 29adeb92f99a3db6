"""Screens: the code for members, the editor for the team."""
