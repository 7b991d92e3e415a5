"""The program on a node that copies, restores and proves: /usr/local/sbin/homelab-backup.

It is sent to the node as it is here, and needs Python's own library and nothing of homelab.
"""
