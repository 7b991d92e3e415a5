// A stand-in for whoami: says which host answers, who asks, and what was asked. `/echo` is a
// websocket that sends back what it gets; `/upload`, which whoami lacks, counts what it is sent.
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
	port := flag.String("port", "80", "where to listen")
	name := flag.String("name", os.Getenv("WHOAMI_NAME"), "a name to answer with")
	flag.Bool("verbose", false, "as whoami has it")
	flag.Parse()
	http.HandleFunc("/health", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("/echo", echo)
	http.HandleFunc("/upload", upload)
	http.HandleFunc("/", func(answer http.ResponseWriter, asked *http.Request) {
		if *name != "" {
			fmt.Fprintln(answer, "Name:", *name)
		}
		host, _ := os.Hostname()
		fmt.Fprintln(answer, "Hostname:", host)
		addresses, _ := net.InterfaceAddrs()
		for _, address := range addresses {
			if network, ok := address.(*net.IPNet); ok {
				fmt.Fprintln(answer, "IP:", network.IP)
			}
		}
		fmt.Fprintln(answer, "RemoteAddr:", asked.RemoteAddr)
		_ = asked.Write(answer)
	})
	log.Fatal(http.ListenAndServe(":"+*port, nil))
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
