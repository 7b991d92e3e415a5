// A small program over cAdvisor's own library: its figures and health, without its web pages.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/google/cadvisor/cache/memory"
	"github.com/google/cadvisor/container"
	_ "github.com/google/cadvisor/container/docker/install"
	v2 "github.com/google/cadvisor/info/v2"
	"github.com/google/cadvisor/manager"
	"github.com/google/cadvisor/metrics"
	"github.com/google/cadvisor/utils/sysfs"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"k8s.io/klog/v2"
	"k8s.io/utils/clock"
)

var (
	port   = flag.Int("port", 8080, "port to listen on")
	labels = flag.Bool("store_container_labels", true, "whether labels of containers are kept")
	every  = 60 * time.Second
	may    = true
)

func main() {
	klog.InitFlags(nil)
	flag.Parse()
	included := container.AllMetrics.Difference(container.MetricSet{
		container.ReferencedMemoryMetrics:        struct{}{},
		container.ResctrlMetrics:                 struct{}{},
		container.CPUSetMetrics:                  struct{}{},
		container.PerfMetrics:                    struct{}{},
		container.ProcessMetrics:                 struct{}{},
		container.NetworkTcpUsageMetrics:         struct{}{},
		container.NetworkUdpUsageMetrics:         struct{}{},
		container.NetworkAdvancedTcpUsageMetrics: struct{}{},
		container.HugetlbUsageMetrics:            struct{}{},
		container.CPUTopologyMetrics:             struct{}{},
		container.MemoryNumaMetrics:              struct{}{},
		container.PerCpuUsageMetrics:             struct{}{},
	})
	housekeeping := manager.HousekeepingConfig{Interval: &every, AllowDynamic: &may}
	m, err := manager.New(memory.New(2*time.Minute, nil), sysfs.NewRealSysFs(), housekeeping,
		included, &http.Client{}, []string{"/"}, nil, "", 0)
	if err != nil {
		log.Fatal(err)
	}
	if err := m.Start(); err != nil {
		log.Fatal(err)
	}
	named := metrics.DefaultContainerLabels
	if !*labels {
		named = metrics.BaseContainerLabels(nil)
	}
	asked := v2.RequestOptions{IdType: v2.TypeName, Count: 1, Recursive: true}
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		metrics.NewPrometheusCollector(m, named, included, clock.RealClock{}, asked),
		metrics.NewPrometheusMachineCollector(m, included),
	)
	http.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError,
	}))
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	log.Fatal(http.ListenAndServe(fmt.Sprintf(":%d", *port), nil))
}
