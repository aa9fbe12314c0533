// Decides how things are named inside the engine. Numbers alone: the text forms that people and the API see are made in
// adapters/codec. An instance's number comes from outside (leased blocks, storage.md); everything inside an instance is
// numbered by the instance's own counter, so a step needs no id service and a task's name says whose it is
// (docs/decisions/0001-ids-inside-an-instance.md).
#pragma once

#include <compare>
#include <cstdint>

namespace bihuan {

template <class Tag>
struct Id {
  std::uint64_t n = 0;  ///< 0 = none
  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return n != 0; }
};

using InstanceId = Id<struct InstanceTag>;      ///< unique in the store; bits 54..61 are its part
using DefinitionId = Id<struct DefinitionTag>;  ///< unique in the store: one version of one process
using ScopeId = Id<struct ScopeTag>;            ///< inside an instance; the process scope is 1
using TokenId = Id<struct TokenTag>;            ///< inside an instance; a token at an element is the element instance
using WorkId = Id<struct WorkTag>;              ///< inside an instance: task, job, timer, subscription, call
using IncidentId = Id<struct IncidentTag>;      ///< inside an instance

/// Position in a compiled definition's vectors.
template <class Tag>
struct Index {
  static constexpr std::uint32_t none = 0xffffffffu;
  std::uint32_t i = none;
  auto operator<=>(const Index&) const = default;
  explicit operator bool() const { return i != none; }
};

using ElementIndex = Index<struct ElementTag>;
using FlowIndex = Index<struct FlowTag>;

}  // namespace bihuan
