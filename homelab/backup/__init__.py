"""Backups: what a node keeps, copied, restored for a test, and restored for real.

Tools differ (restic, Borg); what is copied, how a service takes part and what counts as a
proof don't. `kept` says it for a node, `onnode` is the program there, `asking` calls it.
"""
