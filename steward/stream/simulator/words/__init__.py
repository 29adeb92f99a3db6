"""Word lists and sentence patterns, all invented here. The community makes and uses 青鸟 (Bluejay), a note server.

Patterns take `{0}` a topic, `{1}` a symptom, `{2}` a version, `{3}` a thing to do, `{4}` a device or place and `{5}` a
number.
"""
