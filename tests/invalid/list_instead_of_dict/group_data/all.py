hardware = {"provider": "declared", "cpu": ["4 cores"]}
