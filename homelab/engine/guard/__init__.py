"""The guard: a change that could cut a node off is put back unless homelab still gets in.

guard.sh is all of it that lives on the node; on_node.py speaks to it; contact.py tells it that
homelab is still there; change.py makes a guarded change; proof.py gets in by a new connection.
"""
