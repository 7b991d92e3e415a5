# A rule that drops a published port of the front door is put first, as by hand in a hurry.
: "${DOOR:?has no front door}"
iptables -I DOCKER-USER -p tcp --dport 443 -j DROP
