homelab = ["@dockre/nas", "@local/nas"]
