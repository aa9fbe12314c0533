// Decides how a moment is counted. It does not know zones, calendars or text forms (engine/calendar, engine/feel).
#pragma once

#include <compare>
#include <cstdint>

namespace bihuan {

/// A moment in UTC, microseconds since 1970-01-01T00:00:00Z. Comes from outside (Context); the engine never asks a
/// clock.
struct Instant {
  std::int64_t us = 0;
  auto operator<=>(const Instant&) const = default;
};

constexpr std::int64_t us_per_second = 1'000'000;

constexpr Instant operator+(Instant at, std::int64_t us) {
  return {at.us + us};
}

}  // namespace bihuan
