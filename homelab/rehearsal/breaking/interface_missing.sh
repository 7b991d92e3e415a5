# An interface has another name, as after a card was put into another slot.
: "${INTERFACE:?has no interface with a declared address}"
ip link set "$INTERFACE" down
ip link set "$INTERFACE" name lost0
ip link set lost0 up
