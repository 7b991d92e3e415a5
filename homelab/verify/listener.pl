# Listens on the TCP and UDP port (argument 1), IPv4 and IPv6, for 20 seconds, and writes `tcp`
# or `udp` into a file (argument 2) for what arrives, and `end` for a datagram that says so.
# Prints its process id. Only modules of Debian's perl-base.
use strict;
use warnings;
use Socket qw(pack_sockaddr_in6 inet_pton AF_INET6 SOCK_STREAM SOCK_DGRAM SOL_SOCKET
  SO_REUSEADDR IPPROTO_IPV6 IPV6_V6ONLY);

my ($port, $path) = @ARGV;
my %sockets;
for my $kind (['tcp', SOCK_STREAM], ['udp', SOCK_DGRAM]) {
    socket(my $socket, AF_INET6, $kind->[1], 0) or die "socket: $!\n";
    setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1);
    setsockopt($socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    bind($socket, pack_sockaddr_in6($port, inet_pton(AF_INET6, '::'))) or die "bind: $!\n";
    listen($socket, 16) if $kind->[0] eq 'tcp';
    $sockets{$kind->[0]} = $socket;
}
my $child = fork() // die "fork: $!\n";
if ($child) { print "$child\n"; exit }

open STDIN, '<', '/dev/null';
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
alarm 20;
while (1) {
    my $bits = '';
    vec($bits, fileno($_), 1) = 1 for values %sockets;
    select(my $ready = $bits, undef, undef, undef);
    for my $name (keys %sockets) {
        next unless vec($ready, fileno($sockets{$name}), 1);
        my $data = '';
        $name eq 'tcp' ? accept(my $peer, $sockets{tcp}) : recv($sockets{udp}, $data, 64, 0);
        open my $file, '>>', $path or exit 1;
        print $file $data eq "end\n" ? $data : "$name\n";
        close $file;
    }
}
