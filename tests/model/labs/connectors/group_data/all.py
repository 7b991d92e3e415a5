ssh_hostname = "everywhere"
