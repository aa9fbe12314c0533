#include <algorithm>

#include "api/cli/bench/bare.h"
#include "api/cli/bench/drive.h"
#include "api/cli/bench/figure.h"

namespace bihuan::cli::bench {
namespace {

constexpr double warm_share = 0.25;
constexpr int most_lanes = 2;

double median(std::vector<double> all) {
  std::ranges::sort(all);
  return all[all.size() / 2];
}

Waits waits(std::vector<float>& all) {
  if (all.empty()) return {};
  const auto at = [&](double share) {
    const auto place = all.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
    std::ranges::nth_element(all, place);
    return static_cast<double>(*place);
  };
  return {at(0.5), at(0.99)};
}

/// The runs of one workload, gathered.
class Runs {
 public:
  Runs(Session& session, const Workload& workload, int clients)
      : session_(session), workload_(workload), clients_(clients) {}
  void warm(double seconds) { add_up(drive(session_, workload_, clients_, seconds)); }
  void run(double seconds);
  /// Of everything since the object was made.
  std::uint64_t units() const { return units_; }
  std::uint64_t asked() const { return asked_; }
  void put_into(Figure& figure);

 private:
  void add_up(const Driven& driven);

  Session& session_;
  const Workload& workload_;
  int clients_;
  std::uint64_t units_ = 0, asked_ = 0, requests_ = 0, commits_ = 0;
  std::vector<double> rates_, own_, server_, log_;
  std::vector<float> request_ms_, life_ms_;
};

void Runs::add_up(const Driven& driven) {
  units_ += driven.units;
  asked_ += driven.requests + driven.queries;
}

void Runs::run(double seconds) {
  const std::uint64_t commits = session_.commits();
  const Spent before = session_.ground().spent();
  const Driven driven = drive(session_, workload_, clients_, seconds);
  const Spent after = session_.ground().spent();
  commits_ += session_.commits() - commits;
  requests_ += driven.requests;
  add_up(driven);
  const auto units = static_cast<double>(driven.units);
  rates_.push_back(units / driven.seconds);
  own_.push_back((after.own_cpu_s - before.own_cpu_s) * 1000 / units);
  if (after.server_cpu_s) server_.push_back((*after.server_cpu_s - *before.server_cpu_s) * 1000 / units);
  if (after.log_bytes) log_.push_back((*after.log_bytes - *before.log_bytes) / units);
  request_ms_.insert(request_ms_.end(), driven.request_ms.begin(), driven.request_ms.end());
  life_ms_.insert(life_ms_.end(), driven.life_ms.begin(), driven.life_ms.end());
}

void Runs::put_into(Figure& figure) {
  figure.median = median(rates_);
  figure.least = *std::ranges::min_element(rates_);
  figure.most = *std::ranges::max_element(rates_);
  figure.own_cpu_s = median(own_);
  if (!server_.empty()) figure.server_cpu_s = median(server_);
  if (!log_.empty()) figure.log_bytes = median(log_);
  figure.requests_of_commit = commits_ == 0 ? 0 : static_cast<double>(requests_) / static_cast<double>(commits_);
  figure.request = waits(request_ms_);
  figure.life = waits(life_ms_);
}

/// The same batches without an engine, as fast as one or two lanes write them.
double bare_rate(const Place& place, const std::vector<store::Batch>& batches, std::uint64_t units, int runs) {
  double best = 0;
  for (int lanes = 1; lanes <= (place.kind == StoreKind::Postgresql ? most_lanes : 1); ++lanes) {
    std::vector<double> rates;
    for (int run = 0; run < runs; ++run) {
      rates.push_back(static_cast<double>(units) / write_bare(place.kind, place.where, batches, lanes));
    }
    best = std::max(best, median(rates));
  }
  return best;
}

}  // namespace

Figure measure(Session& session, const Place& place, const Workload& workload, int clients, const Effort& effort) {
  Figure figure{.workload = workload.name, .unit = workload.unit, .store = session.ground().store().kind()};
  figure.clients = clients;
  const Spent at_first = session.ground().spent();
  const auto bytes_at_first = session.ground().bytes_on_disk();
  Runs runs(session, workload, clients);
  runs.warm(effort.seconds * warm_share);
  for (int run = 0; run < effort.runs; ++run) runs.run(effort.seconds);
  runs.put_into(figure);
  if (workload.stock > 0) return figure;

  session.record();
  const std::uint64_t units = runs.units();
  if (effort.bare) runs.warm(effort.seconds);
  const std::vector<store::Batch> batches = session.recorded();
  session.close();
  if (const auto bytes = session.ground().bytes_on_disk()) {
    figure.disk_bytes = (*bytes - *bytes_at_first) / static_cast<double>(runs.units());
  }
  if (const auto trips = session.ground().spent().round_trips) {
    figure.trips_of_request = static_cast<double>(*trips - *at_first.round_trips) / static_cast<double>(runs.asked());
  }
  if (effort.bare) figure.bare = bare_rate(place, batches, runs.units() - units, effort.runs);
  return figure;
}

}  // namespace bihuan::cli::bench
