"""Nornir orchestrates, pyinfra deploys: plan and apply, host by host, task by task.

Knows neither the command line nor reports; it tells a `Feed` what happens. Names beginning
with `nornir_` are Nornir's side, `session` and `contexts` are pyinfra's.
"""

from homelab.engine.drifting import drift
from homelab.engine.feed import Feed
from homelab.engine.runs import Terms, apply, plan

__all__ = ["Feed", "Terms", "apply", "drift", "plan"]
