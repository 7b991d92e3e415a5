# Asks a DNS server (argument 1) at a port (2) by `udp` or `tcp` (3) for a name's (4) addresses of
# IP version 4 or 6 (5). Prints the status and each address; nothing without an answer in five
# seconds. Only modules of Debian's perl-base. RFC 1035, section 4.
use strict;
use warnings;
use Socket qw(getaddrinfo inet_ntop AF_INET AF_INET6 SOCK_STREAM SOCK_DGRAM);

my ($server, $port, $protocol, $name, $version) = @ARGV;
my ($family, $type) = $version == 6 ? (AF_INET6, 28) : (AF_INET, 1);
my @statuses = qw(NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED);
my $is_tcp = $protocol eq 'tcp';
my ($error, $found) =
  getaddrinfo($server, $port, {socktype => $is_tcp ? SOCK_STREAM : SOCK_DGRAM});
die "$server: $error\n" if $error;

$SIG{ALRM} = sub { exit };
alarm 5;
my $id = int rand 65536;
my $labels = join '', map { pack 'C/a*', $_ } split /\./, $name;
my $question = pack('n6', $id, 0x0100, 1, 0, 0, 0) . $labels . pack('x n2', $type, 1);
socket(my $socket, $found->{family}, $found->{socktype}, 0) or die "socket: $!\n";
connect($socket, $found->{addr}) or exit;
my $answer = $is_tcp ? by_tcp() : by_udp();
my ($got, $flags, $questions, $answers) = unpack 'n4', $answer;
exit unless $got == $id;

my $at = 12;
for (1 .. $questions) { $at = after_name($at) + 4 }
print $statuses[$flags & 15] // $flags & 15;
for (1 .. $answers) {
    $at = after_name($at);
    my ($kind, undef, undef, $length) = unpack 'n2 N n', substr $answer, $at, 10;
    print ' ', inet_ntop($family, substr $answer, $at + 10, $length) if $kind == $type;
    $at += 10 + $length;
}

sub by_udp {
    for (1, 2) {
        send($socket, $question, 0);
        vec(my $bits = '', fileno($socket), 1) = 1;
        next unless select($bits, undef, undef, 2);
        my $data = '';
        return $data if defined recv($socket, $data, 4096, 0) && length $data >= 12;
    }
    exit;
}

sub by_tcp {
    syswrite $socket, pack 'n/a*', $question;
    my $wanted = unpack 'n', exactly(2);
    return exactly($wanted);
}

sub exactly {
    my ($wanted, $data) = (@_, '');
    while (length $data < $wanted) {
        sysread($socket, $data, $wanted - length $data, length $data) or exit;
    }
    return $data;
}

sub after_name {
    my ($place) = @_;
    while (my $length = ord substr $answer, $place, 1) {
        return $place + 2 if $length >= 192;
        $place += 1 + $length;
    }
    return $place + 1;
}
