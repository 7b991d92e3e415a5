vpn = {
    "provider": "wireguard",
    "peers": {"phone": {"address": "10.99.0.2"}, "laptop": {"address": "10.99.0.2"}},
}
