#!/bin/sh
# homelab's guard. Before a change that could cut this machine off, homelab arms it: what the
# change touches is kept, and a timer puts it back unless homelab confirms that it still gets in.
# The timer counts anew after a reboot, and whenever homelab says that it is still there.
#
#   guard arm ID SECONDS  standard input: a line that says who and what for, then a line a thing:
#                         file PATH | unit NAME | user NAME | link NAME | firewall
#   guard extend ID       count from zero again
#   guard confirm ID      keep what was changed
#   guard revert WHY      put back now what was kept
#   guard put-back        the same, as the timer does it
#   guard status          armed, confirmed, reverted or none; its ID; seconds left; who; why
set -u
umask 077
root=/var/lib/homelab/guard
armed=$root/armed
unit=homelab-guard
cd /

fail() { echo "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null; }
is() { [ -e "$1" ] || [ -L "$1" ]; }
id_of() { cat "$1/id" 2>/dev/null; }
alone() { mkdir -p "$root" && exec 9>>"$root/lock" && flock -w "$1" 9; }
addresses() { ip -o address show dev "$1" | sed 's/^[0-9]*: *[^ ]* *//; s/\(scope [a-z]*\).*/\1/'; }
routes() { ip -4 route show dev "$1" | sed 's/ linkdown//'; ip -6 route show dev "$1" | sed 's/ expires.*//; s/ linkdown//'; }
controller_of() { readlink "/sys/class/net/$1/master" | sed 's,.*/,,'; }
made_as() ( # what `ip link add` must be told to make an interface anew; nothing for a card
    link=/sys/class/net/$1
    if [ -e "$link/bridge" ]; then echo "name $1 type bridge stp_state $(cat "$link/bridge/stp_state")"
    elif [ -e "$link/bonding" ]; then read -r mode _ <"$link/bonding/mode"
        echo "name $1 type bond mode $mode miimon $(cat "$link/bonding/miimon")"
    elif ip -details link show dev "$1" | grep -q ' vlan protocol '; then
        ip -details link show dev "$1" | sed -n "1s/^[0-9]*: [^@]*@\([^:]*\):.*/link \1 name $1/p; s/^ *vlan protocol [^ ]* id \([0-9]*\).*/type vlan id \1/p" | tr '\n' ' '
    fi
)
groups_of() { awk -F: -v user="$1" '{ n = split($4, m, ","); for (i = 1; i <= n; i++) if (m[i] == user) printf "%s,", $1 }' /etc/group; }
native() { # nft's tables without those that iptables keeps there
    nft list tables | while read -r table; do
        nft list $table 2>&1 | grep -q 'managed by iptables-nft' || echo "$table"
    done
}

keep() ( # keep KIND NAME: how it is now
    set -e
    cd "$root/new/kept"
    case $1 in
    file) ! is "$2" || cp -a --parents "$2" . ;;
    unit) echo "$(systemctl is-enabled "$2" 2>&1) $(systemctl is-active "$2")" >"unit.$2" ;;
    user) ! id "$2" >/dev/null 2>&1 ||
        echo "$(getent shadow "$2" | cut -d: -f2) $(groups_of "$2")" >"user.$2" ;;
    link) [ -e "/sys/class/net/$2" ] || return 0
        cat "/sys/class/net/$2/ifindex" >"index.$2"
        made_as "$2" >"made.$2"; controller_of "$2" >"controller.$2"
        addresses "$2" >"addresses.$2"; routes "$2" >"routes.$2"
        cat "/sys/class/net/$2/mtu" >"mtu.$2"; ip address save dev "$2" >"address.$2"
        ip -4 route save dev "$2" >"route4.$2"; ip -6 route save dev "$2" >"route6.$2" ;;
    firewall) for tool in iptables ip6tables; do ! has $tool-save || $tool-save >$tool; done
        ! has nft || native | while read -r table; do nft list $table; done >nft ;;
    *) fail "the guard knows no '$1'" ;;
    esac
)

put_back_one() { # put_back_one COPY PATH; where there is no room beside it, over it
    if [ -d "$1" ] && [ ! -L "$1" ]; then mkdir -p "$2"
    elif [ -L "$1" ] || [ -L "$2" ] || ! cmp -s "$1" "$2"; then
        [ ! -d "$2" ] || [ -L "$2" ] || rm -rf "$2"
        { mkdir -p "$(dirname "$2")" && cp -aT "$1" "$2.guard" && mv -fT "$2.guard" "$2"; } ||
            { rm -f "$2.guard"; cat "$1" >"$2"; } || return 1
    fi
    [ -L "$2" ] || { chown --reference="$1" "$2" && chmod --reference="$1" "$2"; }
}

put_back_file() { # a file or a tree: what came since goes, the rest is as it was
    is "$1" && find "$1" -depth | while read -r path; do is "$kept$path" || rm -rf "$path"; done
    is "$kept$1" || return 0
    find "$kept$1" | { bad=0; while read -r copy; do put_back_one "$copy" "${copy#"$kept"}" || bad=1; done; return $bad; }
}

put_back_unit() {
    read -r enabled active <"$kept/unit.$1"
    case "$enabled $(systemctl is-enabled "$1" 2>&1)" in
    "enabled enabled" | "disabled disabled") ;;
    "enabled "*) systemctl -q enable "$1" ;;
    "disabled "*) systemctl -q disable "$1" ;;
    esac
    case $active,$(systemctl is-active "$1"),$(systemctl show "$1" -P Type) in
    active,active, | active,active,oneshot) # a socket, or done once: nothing reads files again
        [ "$(systemctl show "$1" -P CanReload)" != yes ] || systemctl reload "$1" ;;
    active,active,*) # NetworkManager reloads no profiles
        case $1 in NetworkManager.service) systemctl restart "$1" ;; *) systemctl reload-or-restart "$1" ;; esac ;;
    active,*) systemctl reset-failed "$1" 2>/dev/null
        case $1 in *.socket) systemctl stop "${1%socket}service" ;; esac; systemctl start "$1" ;;
    *,active,*) systemctl stop "$1" ;;
    esac
}

put_back_user() { # password and groups of one that was there; one that came since stays
    [ -e "$kept/user.$1" ] || return 0
    read -r hash groups <"$kept/user.$1" && usermod -p "$hash" -G "${groups%,}" "$1"
}

is_link_back() {
    [ "$(controller_of "$1")" = "$(cat "$kept/controller.$1")" ] && [ "$(made_as "$1")" = "$(cat "$kept/made.$1")" ] &&
        [ "$(addresses "$1")" = "$(cat "$kept/addresses.$1")" ] && [ "$(routes "$1")" = "$(cat "$kept/routes.$1")" ]
}

have_link() { # one that was made of others is made anew where it isn't as it was
    [ -s "$kept/made.$1" ] && [ "$(made_as "$1")" != "$(cat "$kept/made.$1")" ] || return 0
    set -- "$1" $(cat "$kept/made.$1")
    [ "$2" != link ] || have_link "$3"
    [ ! -e "/sys/class/net/$1" ] || ip link delete dev "$1"
    name=$1; shift; ip link add "$@"; ip link set dev "$name" up
}

join_link() { # the bond or bridge that it was part of, if any
    [ "$(controller_of "$1")" != "$(cat "$kept/controller.$1")" ] || return 0
    if [ ! -s "$kept/controller.$1" ]; then ip link set dev "$1" nomaster; return; fi
    have_link "$(cat "$kept/controller.$1")"
    ip link set dev "$1" down; ip link set dev "$1" master "$(cat "$kept/controller.$1")"
}

is_the_same() { [ "$(cat "/sys/class/net/$1/ifindex")" = "$(cat "$kept/index.$1")" ]; }

restore_addresses() { # what was saved of an interface made anew, or before a reboot, is another's
    if is_the_same "$1"; then ip address restore <"$kept/address.$1"; return; fi
    while read -r _ words; do ip address add $words dev "$1"; done <"$kept/addresses.$1"
}

restore_routes() {
    if is_the_same "$1"; then ip route restore <"$kept/route4.$1"; ip -6 route restore <"$kept/route6.$1"; return; fi
    while read -r words; do ip route replace $words dev "$1"; done <"$kept/routes.$1"
}

put_back_link() { # a network manager may still be at work on it, so it must be right twice
    [ -e "$kept/mtu.$1" ] || { [ ! -e "/sys/class/net/$1" ] || ip link delete dev "$1"; return; }
    right=0
    for try in 1 2 3 4 5 6 7 8; do
        sleep 1
        if is_link_back "$1"; then right=$((right + 1)); [ $right -lt 2 ] || return 0; continue; fi
        right=0
        have_link "$1"; join_link "$1"
        ip link set dev "$1" mtu "$(cat "$kept/mtu.$1")" up
        ip address flush dev "$1"; restore_addresses "$1"
        ip route flush dev "$1"; restore_routes "$1"
    done 2>/dev/null
    return 1
}

put_back_firewall() {
    for tool in iptables ip6tables; do
        [ -e "$kept/$tool" ] || continue
        for table in $($tool-save | sed -n 's/^\*//p'); do
            grep -qx "\*$table" "$kept/$tool" && continue # else it came since, and is emptied
            { echo "*$table"; $tool-save -t "$table" | sed -n 's/^\(:[A-Z]*\) [A-Z].*/\1 ACCEPT/p'; echo COMMIT; } | $tool-restore
        done
        $tool-restore <"$kept/$tool" || return 1
    done
    [ ! -e "$kept/nft" ] || { native | sed 's/^/delete /'; cat "$kept/nft"; } | nft -f -
}

put_back() ( # files first, then what reads them, then what the kernel holds
    kept=$armed/kept missing=0
    for kind in file user unit link firewall; do
        while read -r what name; do
            [ "$what" != $kind ] || put_back_$kind "$name" || { echo "not put back: $what $name" >&2; missing=1; }
        done <"$armed/what"
    done
    return $missing
)

have_units() { # have_units SECONDS
    dir=/etc/systemd/system new=$root/units
    mkdir -p "$new" && cat >"$new/$unit.service" <<-SERVICE && cat >"$new/$unit.timer" <<-TIMER || return 1
	[Unit]
	Description=Puts back what homelab changed and nobody confirmed
	StartLimitIntervalSec=0
	[Service]
	Type=oneshot
	ExecStart=/bin/sh $root/guard put-back
	Restart=on-failure
	RestartSec=5
	SERVICE
	[Unit]
	Description=Waits for homelab to confirm its change
	ConditionPathExists=$armed
	[Timer]
	OnActiveSec=$1
	AccuracySec=1s
	[Install]
	WantedBy=timers.target
	TIMER
    if ! cmp -s "$new/$unit.service" "$dir/$unit.service" || ! cmp -s "$new/$unit.timer" "$dir/$unit.timer"; then
        chmod 644 "$new"/* && cp "$new"/* "$dir" && systemctl daemon-reload || return 1
    fi
    rm -rf "$new"
    systemctl -q is-enabled $unit.timer || systemctl -q enable $unit.timer
}

case ${1:-} in
arm)
    [ -d /run/systemd/system ] || fail "systemd isn't PID 1"
    alone 60
    [ ! -e "$armed" ] || fail "another change waits to be confirmed"
    have_units "$3" || fail "its timer can't be set up"
    new=$root/new
    rm -rf "$new" && mkdir -p "$new/kept" && echo "$2" >"$new/id" && echo "$3" >"$new/seconds" &&
        { read -r about; echo "$about" >"$new/about" && cat >"$new/what"; } || fail "there is no room for a copy"
    while read -r kind name; do
        keep "$kind" "$name"; [ $? = 0 ] || fail "$kind $name can't be kept as it is now"
    done <"$new/what"
    sync; rm -rf "$root/confirmed" "$root/reverted"; mv -T "$new" "$armed"
    systemctl restart $unit.timer 9>&- && systemctl -q is-active $unit.timer ||
        { rm -rf "$armed"; fail "its timer doesn't start"; }
    ;;
extend)
    alone 1 && [ "$(id_of $armed)" = "$2" ] && systemctl restart $unit.timer 9>&- ;;
confirm)
    alone 60
    [ "$(id_of $root/confirmed)" != "$2" ] || exit 0
    [ "$(id_of $armed)" = "$2" ] && mv -T "$armed" "$root/confirmed" || fail "nothing waits to be confirmed any more"
    systemctl stop $unit.timer; rm -rf "$root/confirmed/kept"
    ;;
revert)
    [ -e "$armed" ] || fail "nothing waits to be confirmed"
    echo "$2" >"$armed/why"; systemctl start $unit.service
    ;;
put-back)
    alone 60
    [ -e "$armed" ] || exit 0
    is "$armed/why" || echo "nobody confirmed it in time" >"$armed/why"
    put_back && sync && mv -T "$armed" "$root/reverted" || exit 1
    rm -rf "$root/reverted/kept"; systemctl stop $unit.timer
    ;;
status)
    for state in armed confirmed reverted none; do [ ! -e "$root/$state" ] || break; done
    read -r up _ </proc/uptime; began=$(systemctl show $unit.timer -P ActiveEnterTimestampMonotonic)
    echo $state; [ $state != none ] || exit 0
    id_of "$root/$state"; echo $(($(cat "$root/$state/seconds") + ${began:-0} / 1000000 - ${up%.*}))
    cat "$root/$state/about"; cat "$root/$state/why" 2>/dev/null || true
    ;;
*) fail "usage: guard arm|extend|confirm|revert|put-back|status" ;;
esac
