# The node takes the address of another one, beside its own.
ip address add "${OTHER_ADDRESS:?is alone in its lab}/32" dev eth0
