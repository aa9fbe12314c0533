// Decides which figures the program shows to Prometheus. It does not decide who may read them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace bihuan::host {
struct HostCounts;
}

namespace bihuan::api {

/// Figures of a moment, beside those that are counted.
struct Gauges {
  std::size_t connections = 0, requests_waiting = 0, polls_waiting = 0;
  std::uint64_t sign_in_refusals = 0, connections_refused = 0;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// One request was answered. From any thread. Requires: the name outlives this object.
  void answered(std::string_view operation, int status, double seconds);
  /// The text format, with the host's counts as they stand.
  std::string text(const host::HostCounts& counts, const Gauges& gauges);

 private:
  class Registry;
  std::unique_ptr<Registry> registry_;
};

}  // namespace bihuan::api
