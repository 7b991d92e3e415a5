"""Upstream's images where Docker Hub doesn't answer: built by recipes, served by the lab itself.

A recipe is a folder: a `Dockerfile`, and an executable `fetch` where something must be had first.
This room is given image names and folders; it knows no service.
"""

from pathlib import Path

from homelab.lab.serving.served import Served, serve

__all__ = ["UPSTREAM", "Served", "serve"]

UPSTREAM = Path(__file__).parents[1] / "images" / "upstream"
"""Recipes that no provider has in its own folder."""
