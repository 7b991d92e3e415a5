monitoring = {"prometheus": {}}
