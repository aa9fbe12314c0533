#include "adapters/system/clock.h"

#include <date/tz.h>

#include <chrono>
#include <map>
#include <string>

namespace bihuan::system {
namespace {

using Zones = std::map<std::string, const date::time_zone*, std::less<>>;

Zones read_zones() {
  Zones zones;
  for (const date::time_zone& zone : date::get_tzdb().zones) zones.emplace(zone.name(), &zone);
  return zones;
}

std::optional<std::int32_t> offset(std::string_view name, std::int64_t seconds, bool local) {
  static const Zones zones = read_zones();
  auto it = zones.find(name);
  if (it == zones.end()) return std::nullopt;
  const std::chrono::seconds since{seconds};
  // A local time that happens twice has its first offset; one that is skipped has the offset before the gap.
  const auto found = local ? it->second->get_info(date::local_seconds{since}).first.offset
                           : it->second->get_info(date::sys_seconds{since}).offset;
  return static_cast<std::int32_t>(found.count());
}

}  // namespace

Instant now() {
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

const ZoneOffset& zones() {
  static const ZoneOffset lookup = offset;
  return lookup;
}

}  // namespace bihuan::system
