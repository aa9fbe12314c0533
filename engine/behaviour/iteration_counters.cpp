// Decides the counters' names (iteration_counters.h).
#include "engine/behaviour/iteration_counters.h"

#include <array>
#include <string>

namespace bihuan::behaviour {
namespace {

constexpr std::array<std::string_view, 2> beginnings{"numberOf", "nrOf"};
constexpr std::array<std::string_view, 4> endings{"Instances", "ActiveInstances", "CompletedInstances",
                                                  "TerminatedInstances"};

}  // namespace

std::optional<Counter> counter_named(std::string_view name) {
  for (const std::string_view beginning : beginnings) {
    if (!name.starts_with(beginning)) continue;
    for (std::size_t i = 0; i < endings.size(); ++i)
      if (name.substr(beginning.size()) == endings[i]) return static_cast<Counter>(i);
  }
  return std::nullopt;
}

std::uint32_t count(const state::MultiInstance& body, Counter which) {
  switch (which) {
    case Counter::Instances:
      return body.planned;
    case Counter::Active:
      return body.started - body.completed - body.terminated;
    case Counter::Completed:
      return body.completed;
    case Counter::Terminated:
      return body.terminated;
  }
  return 0;
}

void add_counters(state::Variables& variables, const state::MultiInstance& body) {
  for (const std::string_view beginning : beginnings)
    for (std::size_t i = 0; i < endings.size(); ++i)
      variables.emplace_back(std::string(beginning) + std::string(endings[i]),
                             Value(std::int64_t{count(body, static_cast<Counter>(i))}));
}

}  // namespace bihuan::behaviour
