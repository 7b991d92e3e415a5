version_control = {"provider": "github", "owner": "ada", "token": "ghp_notReallyOne"}
