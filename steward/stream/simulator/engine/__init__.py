"""How a community comes about: columns of numbers, month by month.

Modules stand on each other in this order: chance, daybook, habits, places, population, rows, draw, answers, talk,
months.
"""
