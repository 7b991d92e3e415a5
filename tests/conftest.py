"""What the tests of several rooms need from pytest."""

pytest_plugins = ["homelab.testing.plugin"]
