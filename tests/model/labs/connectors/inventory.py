here = ["@local", ("@ssh/nas", {"ssh_user": "ada"})]
fake = [("@fake/a,b", {"n": 1}), "@fake", ("@fake/c", {"n": 2})]
named = [("@ssh/tv", {"ssh_hostname": "10.0.0.9"})]
