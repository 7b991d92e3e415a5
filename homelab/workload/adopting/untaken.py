"""Fields of Compose that a workload hasn't, and what to do about each."""

from __future__ import annotations

__all__ = ["SILENT", "UNTAKEN"]

_NOT_HERE = "it isn't taken over; do without it, or say it in the image or the command"

UNTAKEN = {
    "blkio_config": "limit `cpus` and `mem_limit`, or do without it",
    "build": "build it, push it to a registry and name it in `image`",
    "cgroup_parent": "limit `cpus` and `mem_limit`, or do without it",
    "container_name": "the container has the service's own name, by which others call it",
    "cpu_shares": "limit `cpus` instead",
    "cpuset": "limit `cpus` instead",
    "credential_spec": _NOT_HERE,
    "depends_on": "services start together; let the program wait for what it needs",
    "develop": "it is for working on the image, and needs nothing here",
    "dns": "the node's own resolver is asked; add `extra_hosts` for names that it doesn't know",
    "dns_search": "write whole names",
    "domainname": "use a `route` for the name that people call it by",
    "extends": "copy what it takes from there, and adopt anew",
    "gpus": "name the card's files in `devices`",
    "group_add": "name the group in `user`, like '1000:GID'",
    "hostname": "others call it by the service's name",
    "ipc": "set `shm_size` where it needs shared memory",
    "links": "services of one network call each other by their names",
    "logging": "the container platform keeps logs, and limits them",
    "mac_address": "it gets one by itself",
    "mem_reservation": "limit `mem_limit` instead",
    "mem_swappiness": "limit `mem_limit` instead",
    "memswap_limit": "limit `mem_limit` instead",
    "oom_kill_disable": "raise `mem_limit` until it is enough",
    "oom_score_adj": "raise `mem_limit` until it is enough",
    "pid": "see whether the program can do without it; if not, leave it to Docker",
    "platform": "take an image for the node's own",
    "privileged": "find what it needs and name that: `cap_add`, `devices`, `sysctls`",
    "profiles": "it runs always; remove the service if it shouldn't",
    "pull_policy": "an image is pulled once, as its release doesn't change",
    "scale": "one runs on a node; wish for the service on more nodes",
    "stop_signal": "it is ended by SIGTERM, and killed after `stop_grace_period`",
    "tty": "a service has no terminal",
    "stdin_open": "a service has no terminal",
    "ulimits": "the platform's own hold; set them on the container platform",
    "volumes_from": "name the volumes themselves",
    "working_dir": "write whole paths in `command`, or begin it with a shell that changes there",
}
"""By field: what to do."""

SILENT = {"annotations", "attach", "expose", "label_file", "use_api_socket", "version"}
"""What is so anyhow, or changes nothing that one would notice."""
