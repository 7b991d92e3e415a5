// A stand-in for whoami: says which host answers, who asks, and what was asked.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
)

func main() {
	port := flag.String("port", "80", "where to listen")
	name := flag.String("name", os.Getenv("WHOAMI_NAME"), "a name to answer with")
	flag.Parse()
	http.HandleFunc("/health", func(http.ResponseWriter, *http.Request) {})
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
