"""The roadmap: the tree is the case, open it and read it.

A folder a phase, in it a folder a task, in it a folder a provider. Add a provider by adding
a folder; `registry` finds it. Providers never import each other: they state and read offers.
"""
