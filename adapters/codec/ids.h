// Decides the text forms of ids that people and the API see. Strict both ways: one id, one text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/ids.h"

namespace bihuan::codec {

/// Something inside an instance: a task, job, timer, subscription, call or incident. Text: "<instance>-<n>".
struct Reference {
  InstanceId instance;
  std::uint64_t n = 0;
  auto operator<=>(const Reference&) const = default;
};

std::string text(InstanceId id);    ///< decimal digits
std::string text(DefinitionId id);  ///< decimal digits
std::string text(const Reference& reference);
inline std::string text(InstanceId instance, WorkId work) {
  return text(Reference{instance, work.n});
}
inline std::string text(InstanceId instance, IncidentId incident) {
  return text(Reference{instance, incident.n});
}

/// Digits only, no sign, no leading zero, not zero, within 64 bits; else nullopt.
std::optional<std::uint64_t> parse_number(std::string_view text);
std::optional<InstanceId> parse_instance_id(std::string_view text);
std::optional<DefinitionId> parse_definition_id(std::string_view text);
std::optional<Reference> parse_reference(std::string_view text);

}  // namespace bihuan::codec
