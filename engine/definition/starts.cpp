// Decides the beginnings of instances (starts.h).
#include "engine/definition/starts.h"

#include <charconv>

namespace bihuan::definition {
namespace {

bool begins_instances(const Definition& d, const Element& e) {
  if (e.parent != d.process().index || e.index == d.process().index) return false;
  if (e.kind == ElementKind::StartEvent) return true;
  return (e.kind == ElementKind::ReceiveTask && e.instantiate) || bool(instantiating_gateway(d, e));
}

/// "#2" is the second: people count from one.
std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc{} || end != text.data() + text.size() || n == 0) return std::nullopt;
  return n - 1;
}

}  // namespace

ElementIndex instantiating_gateway(const Definition& d, const Element& event) {
  const bool waits = event.kind == ElementKind::IntermediateCatchEvent || event.kind == ElementKind::ReceiveTask;
  if (!waits || event.incoming.size() != 1) return {};
  const Element& source = d.at(d.at(event.incoming.front()).source);
  return source.kind == ElementKind::EventBasedGateway && source.instantiate ? source.index : ElementIndex{};
}

std::string name_of(const Definition& d, StartPoint start) {
  const Element& e = d.at(start.element);
  return e.events.size() < 2 || start.definition == 0 ? e.id : e.id + "#" + std::to_string(start.definition + 1);
}

std::optional<StartPoint> find_start(const Definition& d, std::string_view name) {
  const std::size_t hash = std::min(name.find('#'), name.size());
  const ElementIndex found = d.find(name.substr(0, hash));
  if (!found || !begins_instances(d, d.at(found))) return std::nullopt;
  if (hash == name.size()) return StartPoint{found, 0};
  const std::optional<std::uint32_t> n = number_of(name.substr(hash + 1));
  if (!n || *n >= d.at(found).events.size()) return std::nullopt;
  return StartPoint{found, *n};
}

std::vector<StartPoint> start_points(const Definition& d) {
  std::vector<StartPoint> found;
  for (ElementIndex child : d.process().children) {
    const Element& e = d.at(child);
    if (!begins_instances(d, e)) continue;
    for (std::uint32_t n = 0; n < e.events.size(); ++n) found.push_back({child, n});
  }
  return found;
}

const EventRule& rule_at(const Definition& d, StartPoint start) {
  static const EventRule none;
  const std::vector<EventRule>& events = d.at(start.element).events;
  return start.definition < events.size() ? events[start.definition] : none;
}

}  // namespace bihuan::definition
