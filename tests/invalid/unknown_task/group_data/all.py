firewal = {"provider": "ufw"}
my_notes = "bought in 2024"
