// A stand-in for traefik/whoami, whose source no package registry has: it answers like the real
// one where the lab's checks ask it. `/` says who was asked and how, `/echo` is a websocket that
// sends back what it gets, and `/upload`, which the real one lacks, counts what it is sent.
package main

import (
	"bufio"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
)

const websocketKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11" // RFC 6455, section 1.3

func main() {
	port := flag.String("port", "80", "port to listen on")
	flag.Bool("verbose", false, "as the real one has it")
	flag.Parse()
	http.HandleFunc("/", whoami)
	http.HandleFunc("/echo", echo)
	http.HandleFunc("/upload", upload)
	log.Fatal(http.ListenAndServe(":"+*port, nil))
}

func whoami(w http.ResponseWriter, r *http.Request) {
	if name := os.Getenv("WHOAMI_NAME"); name != "" {
		fmt.Fprintln(w, "Name:", name)
	}
	hostname, _ := os.Hostname()
	fmt.Fprintln(w, "Hostname:", hostname)
	addresses, _ := net.InterfaceAddrs()
	for _, address := range addresses {
		if own, ok := address.(*net.IPNet); ok {
			fmt.Fprintln(w, "IP:", own.IP)
		}
	}
	fmt.Fprintln(w, "RemoteAddr:", r.RemoteAddr)
	fmt.Fprintf(w, "%s %s %s\nHost: %s\n", r.Method, r.URL.RequestURI(), r.Proto, r.Host)
	r.Header.Write(w)
}

func upload(w http.ResponseWriter, r *http.Request) {
	sum := sha256.New()
	size, err := io.Copy(sum, r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintf(w, "%d %x\n", size, sum.Sum(nil))
}

func echo(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Sec-WebSocket-Key")
	hijacker, ok := w.(http.Hijacker)
	if key == "" || !ok {
		http.Error(w, "this is a websocket", http.StatusUpgradeRequired)
		return
	}
	connection, buffer, err := hijacker.Hijack()
	if err != nil {
		return
	}
	defer connection.Close()
	sum := sha1.Sum([]byte(key + websocketKey))
	fmt.Fprintf(buffer, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"+
		"Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(sum[:]))
	buffer.Flush()
	for {
		frame, closes := read(buffer.Reader)
		if frame == nil {
			return
		}
		buffer.Write(frame)
		buffer.Flush()
		if closes {
			return
		}
	}
}

// read takes one short frame of a client (RFC 6455, section 5.2) and gives the same, unmasked.
func read(from *bufio.Reader) ([]byte, bool) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, true
	}
	length, answer := uint64(head[1]&0x7f), []byte{head[0]}
	switch {
	case length == 126:
		extended := make([]byte, 2)
		if _, err := io.ReadFull(from, extended); err != nil {
			return nil, true
		}
		length, answer = uint64(binary.BigEndian.Uint16(extended)), append(answer, 126, extended[0], extended[1])
	case length == 127:
		return nil, true
	default:
		answer = append(answer, byte(length))
	}
	masked := make([]byte, 4+length)
	if _, err := io.ReadFull(from, masked); err != nil {
		return nil, true
	}
	for place, value := range masked[4:] {
		answer = append(answer, value^masked[place%4])
	}
	return answer, head[0]&0x0f == 8
}
