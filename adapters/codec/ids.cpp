// Decides which texts are ids. What it refuses is nobody's id: the caller answers "not found".
#include "adapters/codec/ids.h"

#include <charconv>

namespace bihuan::codec {

std::string text(InstanceId id) {
  return std::to_string(id.n);
}
std::string text(DefinitionId id) {
  return std::to_string(id.n);
}
std::string text(const Reference& reference) {
  return text(reference.instance) + "-" + std::to_string(reference.n);
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
  std::uint64_t n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

std::optional<InstanceId> parse_instance_id(std::string_view text) {
  const auto n = parse_number(text);
  return n ? std::optional(InstanceId{*n}) : std::nullopt;
}

std::optional<DefinitionId> parse_definition_id(std::string_view text) {
  const auto n = parse_number(text);
  return n ? std::optional(DefinitionId{*n}) : std::nullopt;
}

std::optional<Reference> parse_reference(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto instance = parse_instance_id(text.substr(0, dash));
  const auto n = parse_number(text.substr(dash + 1));
  if (!instance || !n) return std::nullopt;
  return Reference{*instance, *n};
}

}  // namespace bihuan::codec
