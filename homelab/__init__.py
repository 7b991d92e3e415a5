"""homelab: the home lab roadmap, run."""
