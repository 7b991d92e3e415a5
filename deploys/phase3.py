"""Phase 3, Advanced Features: from a lab that serves to the one its owner wants."""

from homelab.door import deploy

deploy("automation")
deploy("machine_learning")
deploy("data")
deploy("alerting")
deploy("secrets")
deploy("pipeline")
deploy("service_mesh")
deploy("identity")
deploy("services")
