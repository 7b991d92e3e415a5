"""The conformance kit over every provider that is installed."""

from homelab.testing import *  # noqa: F403 - the kit's own way in
