authentication = {"domain": "other.example"}
