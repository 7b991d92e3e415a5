remote_access = {
    "provider": "openssh",
    "admin": {
        "name": "ada",
        "keys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"],
    },
}
container_platform = {"provider": "docker"}
ROOT = """-----BEGIN CERTIFICATE-----
MIIBnDCCAUKgAwIBAgIUdS/PcjTs107jouTHMQs9dr1z64QwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPSG9tZWxhYiBSb290IENBMB4XDTI2MTEyNTE4MjUwNVoXDTM2
MTEyMjE4MjUwNVowGjEYMBYGA1UEAwwPSG9tZWxhYiBSb290IENBMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEzFyBM5UjNqnoDHcduo/vjs4gS8oc58xZRgufJO27
as/2FusiD/gvqmE/RVvr3fe6dlMGgVq+iht8kNcq322aO6NmMGQwEgYDVR0TAQH/
BAgwBgEB/wIBATAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFLArLij1hHvYnwz5
Cjzfd09Qzao4MB8GA1UdIwQYMBaAFLArLij1hHvYnwz5Cjzfd09Qzao4MAoGCCqG
SM49BAMCA0gAMEUCIQCSgt9T2bLOIF7KDA7yzCbOP8MYah9Lz7M5d6TnAwLjPgIg
QQ2dwojAtH24Jwj6x8fbXRefA026GNvh3H9wdrNT+sk=
-----END CERTIFICATE-----
"""
tls = {"provider": "step_ca", "domains": ["lab.example"], "host": "gatway", "root": ROOT}
