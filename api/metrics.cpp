#include "api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <shared_mutex>
#include <utility>

#include "adapters/host/host.h"

namespace bihuan::api {
namespace {

using Labels = std::map<std::string, std::string>;

const prometheus::Histogram::BucketBoundaries seconds_buckets = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                                 0.1,   0.25,   0.5,   1,    2.5,   10};

}  // namespace

class Metrics::Registry {
 public:
  prometheus::Registry all;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("bihuan_http_requests_total")
                                                          .Help("Answered requests by operation and status")
                                                          .Register(all);
  prometheus::Family<prometheus::Histogram>& durations = prometheus::BuildHistogram()
                                                             .Name("bihuan_http_request_seconds")
                                                             .Help("Time from dispatch to answer, by operation")
                                                             .Register(all);
  prometheus::Family<prometheus::Counter>& events = prometheus::BuildCounter()
                                                        .Name("bihuan_host_events_total")
                                                        .Help("What the host has done since the start")
                                                        .Register(all);
  prometheus::Family<prometheus::Gauge>& gauges =
      prometheus::BuildGauge().Name("bihuan_now").Help("Figures of this moment").Register(all);

  void catch_up(const std::string& event, double total) {
    prometheus::Counter& counter = events.Add(Labels{{"event", event}});
    counter.Increment(total - counter.Value());
  }
  struct Figures {
    prometheus::Counter* requests;
    prometheus::Histogram* durations;
  };
  /// The two figures of an operation and a status; looked up by their labels once only, which costs more than a
  /// request.
  Figures of(std::string_view operation, int status) {
    const std::pair key(operation, status);
    {
      const std::shared_lock lock(mutex_);
      if (const auto found = known_.find(key); found != known_.end()) return found->second;
    }
    const Labels by_operation{{"operation", std::string(operation)}};
    Labels labels = by_operation;
    labels["status"] = std::to_string(status);
    const Figures made{&requests.Add(labels), &durations.Add(by_operation, seconds_buckets)};
    const std::lock_guard lock(mutex_);
    return known_.emplace(key, made).first->second;
  }

  void set(const std::string& what, double value) { gauges.Add(Labels{{"what", what}}).Set(value); }

 private:
  std::shared_mutex mutex_;
  std::map<std::pair<std::string_view, int>, Figures> known_;  ///< operations' names stand in the table of routes
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view operation, int status, double seconds) {
  const Registry::Figures figures = registry_->of(operation, status);
  figures.requests->Increment();
  figures.durations->Observe(seconds);
}

std::string Metrics::text(const host::HostCounts& counts, const Gauges& gauges) {
  registry_->catch_up("request", static_cast<double>(counts.requests));
  registry_->catch_up("refused", static_cast<double>(counts.refused));
  registry_->catch_up("commit", static_cast<double>(counts.commits));
  registry_->catch_up("conflict", static_cast<double>(counts.conflicts));
  registry_->catch_up("conflict-partial", static_cast<double>(counts.partial));
  registry_->catch_up("run-again", static_cast<double>(counts.overtaken));
  registry_->catch_up("flight", static_cast<double>(counts.flights));
  registry_->catch_up("flight-lost", static_cast<double>(counts.lost));
  registry_->catch_up("flight-wait", static_cast<double>(counts.waits));
  registry_->catch_up("timer", static_cast<double>(counts.timers));
  registry_->catch_up("broken", static_cast<double>(counts.broken));
  registry_->catch_up("sign-in-refused", static_cast<double>(gauges.sign_in_refusals));
  registry_->catch_up("connection-refused", static_cast<double>(gauges.connections_refused));
  registry_->set("flights", static_cast<double>(counts.in_air));
  registry_->set("instances-at-hand", static_cast<double>(counts.cached));
  registry_->set("instances-at-hand-bytes", static_cast<double>(counts.cached_bytes));
  registry_->set("connections", static_cast<double>(gauges.connections));
  registry_->set("requests-waiting", static_cast<double>(gauges.requests_waiting));
  registry_->set("polls-waiting", static_cast<double>(gauges.polls_waiting));
  return prometheus::TextSerializer().Serialize(registry_->all.Collect());
}

}  // namespace bihuan::api
