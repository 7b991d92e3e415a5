host_os = {
    "provider": "debian",
    "install": {"disk": "/dev/sda", "volumes": [{"path": "/srv", "size": "30 GB"}]},
}
