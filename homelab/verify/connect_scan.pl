# Prints those of the TCP ports (arguments 2 and on) of a host (argument 1) that accept a
# connection within a second, asking 500 at once; and `refused` when one is refused. Only
# modules of Debian's perl-base.
use strict;
use warnings;
use Errno qw(ECONNREFUSED EINPROGRESS);
use Fcntl qw(F_SETFL O_NONBLOCK);
use Socket qw(getaddrinfo pack_sockaddr_in pack_sockaddr_in6 unpack_sockaddr_in
  unpack_sockaddr_in6 AF_INET6 SOCK_STREAM SOL_SOCKET SO_ERROR);

my ($host, @ports) = @ARGV;
my ($error, $found) = getaddrinfo($host, undef, {socktype => SOCK_STREAM});
die "$host: $error\n" if $error;
my $family = $found->{family};
my (undef, $address) =
  $family == AF_INET6 ? unpack_sockaddr_in6($found->{addr}) : unpack_sockaddr_in($found->{addr});

while (my @batch = splice @ports, 0, 500) {
    my (%waiting, $bits);
    $bits = '';
    for my $port (@batch) {
        socket(my $socket, $family, SOCK_STREAM, 0) or die "socket: $!\n";
        fcntl($socket, F_SETFL, O_NONBLOCK);
        my $peer = $family == AF_INET6
          ? pack_sockaddr_in6($port, $address) : pack_sockaddr_in($port, $address);
        if (connect($socket, $peer)) { print "$port\n"; next }
        if ($! == ECONNREFUSED) { print "refused\n"; next }
        next unless $! == EINPROGRESS;
        $waiting{$port} = $socket;
        vec($bits, fileno($socket), 1) = 1;
    }
    my ($found, $left) = (0, 1);
    while (%waiting && $left > 0) {
        ($found, $left) = select(undef, my $ready = $bits, undef, $left);
        last unless $found;
        for my $port (keys %waiting) {
            my $number = fileno($waiting{$port});
            next unless vec($ready, $number, 1);
            vec($bits, $number, 1) = 0;
            my $state = unpack 'i', getsockopt($waiting{$port}, SOL_SOCKET, SO_ERROR);
            print "$port\n" if $state == 0;
            print "refused\n" if $state == ECONNREFUSED;
            delete $waiting{$port};
        }
    }
}
