version_control = {
    "provider": "gitlab",
    "url": "http://gitlab.lab.example",
    "owner": "lab",
    "token": "secret:gitlab/token",
}
