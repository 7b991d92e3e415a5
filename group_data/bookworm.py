"""Machines that still run Debian 12."""

host_os = {"release": "12"}
