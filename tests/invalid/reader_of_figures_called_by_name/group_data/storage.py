monitoring = {"node_exporter": {}}
