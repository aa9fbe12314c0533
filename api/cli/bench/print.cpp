#include <fmt/format.h>

#include <array>
#include <cmath>

#include "adapters/codec/json.h"
#include "api/cli/bench/figure.h"

namespace bihuan::cli::bench {
namespace {

/// With as many digits as mean something.
std::string shown(double value) {
  if (value == 0) return "0";
  const double size = std::abs(value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

std::string shown(const std::optional<double>& value) {
  return value ? shown(*value) : "–";
}

using Cells = std::array<std::string, 17>;

std::string line_of(const Cells& cells) {
  static constexpr int widths[] = {-18, 7, 9, -11, -19, 7, 7, 7, 7, 8, 8, 8, 7, 8, 8, 8, 6};
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    out += widths[i] < 0 ? fmt::format("{:<{}} ", cells[i], -widths[i]) : fmt::format("{:>{}} ", cells[i], widths[i]);
  }
  while (out.ends_with(' ')) out.pop_back();
  return out + "\n";
}

Cells cells_of(const Figure& figure) {
  return {figure.workload,
          std::to_string(figure.clients),
          shown(figure.median),
          figure.unit,
          fmt::format("[{}, {}]", shown(figure.least), shown(figure.most)),
          shown(figure.life.p50_ms),
          shown(figure.life.p99_ms),
          shown(figure.request.p50_ms),
          shown(figure.request.p99_ms),
          shown(figure.own_cpu_s),
          shown(figure.server_cpu_s),
          shown(figure.requests_of_commit),
          shown(figure.trips_of_request),
          shown(figure.disk_bytes),
          shown(figure.log_bytes),
          shown(figure.bare),
          figure.bare ? fmt::format("{:.0f} %", 100 * figure.median / *figure.bare) : "–"};
}

/// JSON numbers are decimals; six digits behind the point are more than a measurement has.
Value number(double value) {
  const auto parsed = codec::parse_json(fmt::format("{:.6f}", value));
  return *parsed;
}

Value number(const std::optional<double>& value) {
  return value ? number(*value) : Value();
}

Value object_of(const Figure& figure) {
  return Value(ContextEntries{{"workload", figure.workload},
                              {"unit", figure.unit},
                              {"store", figure.store},
                              {"clients", figure.clients},
                              {"median", number(figure.median)},
                              {"min", number(figure.least)},
                              {"max", number(figure.most)},
                              {"lifeP50Ms", number(figure.life.p50_ms)},
                              {"lifeP99Ms", number(figure.life.p99_ms)},
                              {"requestP50Ms", number(figure.request.p50_ms)},
                              {"requestP99Ms", number(figure.request.p99_ms)},
                              {"cpuSecondsPer1000", number(figure.own_cpu_s)},
                              {"serverCpuSecondsPer1000", number(figure.server_cpu_s)},
                              {"requestsPerCommit", number(figure.requests_of_commit)},
                              {"roundTripsPerRequest", number(figure.trips_of_request)},
                              {"diskBytes", number(figure.disk_bytes)},
                              {"logBytes", number(figure.log_bytes)},
                              {"bare", number(figure.bare)}});
}

}  // namespace

std::string to_table(const std::vector<Figure>& figures) {
  if (figures.empty()) return "";
  std::string out = line_of({"", "", "median", "", "[min, max]", "life", "ms", "request", "ms", "CPU s", "/1,000",
                             "requests", "trips/", "disk", "log", "bare", "of"});
  out += line_of({figures.back().store, "clients", "per s", "", "", "p50", "p99", "p50", "p99", "own", "server",
                  "/commit", "request", "bytes", "bytes", "per s", "bare"});
  for (const Figure& figure : figures) out += line_of(cells_of(figure));
  return out;
}

std::string to_json(const std::vector<Figure>& figures) {
  List list;
  for (const Figure& figure : figures) list.push_back(object_of(figure));
  return codec::to_json(Value(std::move(list)));
}

}  // namespace bihuan::cli::bench
