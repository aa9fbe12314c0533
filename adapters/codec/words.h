// Decides the words of each stored enumeration, in order of their numbers, and so which numbers a record may hold.
// An enumeration without a table here does not compile in the codec.
#pragma once

#include <array>
#include <string_view>

#include "engine/command.h"
#include "engine/event.h"
#include "engine/state/state.h"

namespace bihuan::codec {

template <class E>
struct Words;

template <>
struct Words<state::Status> {
  static constexpr auto all =
      std::to_array<std::string_view>({"active", "suspended", "completed", "cancelled", "failed"});
};
template <>
struct Words<state::ScopeKind> {
  static constexpr auto all =
      std::to_array<std::string_view>({"process", "subProcess", "eventSubProcess", "multiInstance", "iteration",
                                       "compensation", "page", "loop"});
};
template <>
struct Words<state::SubscriptionKind> {
  static constexpr auto all = std::to_array<std::string_view>({"message", "signal"});
};
template <>
struct Words<state::Stage> {
  static constexpr auto all = std::to_array<std::string_view>({"enter", "leave", "depart", "subscribe", "start"});
};
template <>
struct Words<state::ContinuationKind> {
  static constexpr auto all = std::to_array<std::string_view>({"before", "after", "moreIterations"});
};
template <>
struct Words<command::InstructionKind> {
  static constexpr auto all = std::to_array<std::string_view>({"cancel", "startBefore", "startAfter", "takeFlow"});
};
template <>
struct Words<event::Vote> {
  static constexpr auto all = std::to_array<std::string_view>({"none", "pass", "reject", "abstain"});
};

}  // namespace bihuan::codec
