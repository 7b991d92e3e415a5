firewall = "ufw"
