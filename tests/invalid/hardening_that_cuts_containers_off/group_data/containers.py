container_platform = {"provider": "docker"}
