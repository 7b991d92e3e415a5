"""Fields of Compose's services that a workload hasn't, and what takes their place."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ELSEWHERE"]

ELSEWHERE: Mapping[str, str] = {
    "build": "name an image that was built and pushed to a registry",
    "container_name": "it is called by its name among the services",
    "cpu_shares": "limit its processors by `cpus`",
    "depends_on": "leave it out: it is started again until what it needs is there",
    "deploy": "limit it by `mem_limit`, `cpus` and `pids_limit`",
    "dns": "leave it out: it asks the node's name servers",
    "env_file": 'write the variables in `environment`, secrets as "secret:NAME"',
    "expose": "leave it out: services in one of its `networks` reach every port",
    "hostname": "it is called by its name among the services",
    "links": "name the same network in `networks` of both",
    "logging": "leave it out: the container platform keeps its logs",
    "privileged": "give it what it needs by `cap_add` and `devices`",
    "security_opt": "say `no_new_privileges`",
}
