"""Gives pytest the lab: fixtures `node`, `host`, `outside`, `controller` and `lab`."""

pytest_plugins = ["homelab.verify.plugin"]
