// Decides the assignment that resources and lanes make (bpmn_resources.h).
#include "adapters/definitions/bpmn_resources.h"

#include <algorithm>
#include <array>

#include "adapters/definitions/bpmn_extensions.h"
#include "adapters/definitions/bpmn_kinds.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

constexpr auto role_elements =
    std::to_array<std::string_view>({"performer", "humanPerformer", "potentialOwner", "resourceRole"});

/// Resources of these names are the organisation's look-ups; any other is a role.
constexpr auto look_ups =
    std::to_array<std::string_view>({"head", "head-above", "department", "initiator", "who-did", "supervision"});

/// "user(anna), group(fire-brigade)": what Camunda and Flowable write. It is no FEEL.
bool is_user_and_group_list(std::string_view text) {
  return text.starts_with("user(") || text.starts_with("group(");
}

/// In those products a bare word is a name and no variable.
bool is_plain_name(const Reading& reading, std::string_view text) {
  return (reading.process.dialect == Dialect::Camunda || reading.process.dialect == Dialect::Flowable) &&
         !text.starts_with('=') && !holds_juel(text);
}

ExpressionText people_of(const Reading& reading, XmlNode expression, XmlNode owner) {
  const std::string_view text = trimmed(expression.text());
  if (is_user_and_group_list(text) || is_plain_name(reading, text)) return text_or_feel(text, expression.where());
  return reading.expression(expression, owner);
}

std::optional<AssignmentModel> by_expression(const Reading& reading, XmlNode role, XmlNode owner) {
  const auto assigned = role.child(bpmn_ns, "resourceAssignmentExpression");
  if (!assigned) return std::nullopt;
  const auto formal = assigned->child(bpmn_ns, "formalExpression");
  const ExpressionText people = people_of(reading, formal.value_or(*assigned), owner);
  if (people.empty()) return std::nullopt;
  const bool one = role.name() == "humanPerformer";
  return AssignmentModel{"users-and-groups", {{one ? "assignee" : "users", people}}, "", role.where()};
}

void read_bindings(const Reading& reading, XmlNode role, XmlNode owner, AssignmentModel& result) {
  for (const XmlNode child : role.children()) {
    if (!child.is(bpmn_ns, "resourceParameterBinding")) continue;
    const auto parameter =
        reading.index.resolve(role, "parameterRef", trimmed(child.get("parameterRef")), "resourceParameter");
    const auto expression = child.child(bpmn_ns, "formalExpression");
    const auto text = expression ? expression : child.child(bpmn_ns, "expression");
    if (parameter && text)
      result.parameters.emplace_back(std::string(parameter->get("name")), reading.expression(*text, owner));
  }
}

std::optional<AssignmentModel> by_resource(XmlNode resource, Where where) {
  if (!resource.is(bpmn_ns, "resource")) return std::nullopt;
  const std::string id(resource.get("id"));
  AssignmentModel result{id, {}, "", where};
  if (std::find(look_ups.begin(), look_ups.end(), id) != look_ups.end()) return result;
  result.kind = "role";
  ExpressionText role;
  role.text = id;
  role.where = where;
  result.parameters.emplace_back("role", std::move(role));
  return result;
}

/// A role that is bound to no unit is held by everybody who holds it anywhere.
void widen(AssignmentModel& assignment) {
  const bool everywhere = assignment.kind == "role" && assignment.parameters.size() == 1;
  if (!everywhere) return;
  assignment.kind = "users-and-groups";
  assignment.parameters.front().first = "groups";
  assignment.when_empty = "incident";
}

std::optional<AssignmentModel> read_role(const Reading& reading, XmlNode role, XmlNode owner) {
  if (auto result = by_expression(reading, role, owner)) return result;
  const auto reference = role.child(bpmn_ns, "resourceRef");
  if (!reference || trimmed(reference->text()).empty()) return std::nullopt;
  const auto resource = reading.index.resolve(role, "resourceRef", trimmed(reference->text()), "resource");
  auto result = resource ? by_resource(*resource, role.where()) : std::nullopt;
  if (!result) return std::nullopt;
  read_bindings(reading, role, owner, *result);
  widen(*result);
  return result;
}

/// Several add up (10.3.1): users and groups in one list, look-ups side by side as "1.kind", "1.role", "2.kind", ….
AssignmentModel together(const std::vector<AssignmentModel>& parts) {
  AssignmentModel result{"users-and-groups", {}, "", parts.front().where};
  const auto is_list = [](const AssignmentModel& part) { return part.kind == "users-and-groups"; };
  if (std::all_of(parts.begin(), parts.end(), is_list)) {
    for (const AssignmentModel& part : parts)
      if (result.when_empty.empty()) result.when_empty = part.when_empty;
    for (const AssignmentModel& part : parts)
      result.parameters.insert(result.parameters.end(), part.parameters.begin(), part.parameters.end());
    return result;
  }
  result.kind = "several";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string prefix = std::to_string(i + 1) + ".";
    ExpressionText kind;
    kind.text = parts[i].kind;
    result.parameters.emplace_back(prefix + "kind", std::move(kind));
    for (const auto& [name, text] : parts[i].parameters) result.parameters.emplace_back(prefix + name, text);
  }
  return result;
}

}  // namespace

std::optional<AssignmentModel> read_resources(const Reading& reading, XmlNode node) {
  std::vector<AssignmentModel> parts;
  for (const XmlNode child : node.children()) {
    const bool role = child.ns() == bpmn_ns &&
                      std::find(role_elements.begin(), role_elements.end(), child.name()) != role_elements.end();
    if (!role) continue;
    if (auto part = read_role(reading, child, node)) parts.push_back(std::move(*part));
  }
  if (parts.empty()) return std::nullopt;
  return parts.size() == 1 ? std::move(parts.front()) : together(parts);
}

// --- lanes ----------------------------------------------------------------------------------------------------------

Lanes::Lanes(const XmlDocument& document, XmlNode process) : document_(document), process_(process) {
  for (std::uint32_t i = process.index() + 1; i < process.end(); ++i) {
    const XmlNode node = document.node(i);
    if (!node.is(bpmn_ns, "flowNodeRef") || !node.parent()->is(bpmn_ns, "lane")) continue;
    // An outer lane begins before those in it, so the later one lies deeper or beside.
    std::uint32_t& lane = innermost_[std::string(local_part(node.text()))];
    lane = std::max(lane, node.parent()->index());
  }
}

/// Of this lane, else of the one around it.
std::optional<AssignmentModel> Lanes::assignment_of(const Reading& reading, XmlNode lane) const {
  for (XmlNode at = lane; at.name() != "process"; at = *at.parent()) {
    if (at.name() != "lane") continue;
    if (const auto own = extension(at, "assignment")) return read_assignment(*own);
    if (const auto inline_role = at.child(bpmn_ns, "partitionElement"))
      if (auto found = read_role(reading, *inline_role, at)) return found;
    const std::string_view reference = trimmed(at.get("partitionElementRef"));
    const auto element = reference.empty() ? std::nullopt : reading.index.find(reference);
    if (!element) continue;
    if (auto found = by_resource(*element, at.where())) {
      widen(*found);
      return found;
    }
    if (auto found = read_role(reading, *element, at)) return found;
  }
  return std::nullopt;
}

void Lanes::assign(const Reading& reading) const {
  std::map<std::string_view, std::uint32_t> lane_of;                    // a parent stands before what is in it
  std::map<std::uint32_t, std::optional<AssignmentModel>> assignments;  // a lane holds many steps
  const std::optional<AssignmentModel> of_process = read_resources(reading, process_);
  for (ElementModel& element : reading.process.elements) {
    const auto own = innermost_.find(element.id);
    const auto outer = lane_of.find(element.parent);
    std::optional<std::uint32_t> lane;
    if (outer != lane_of.end()) lane = outer->second;
    if (own != innermost_.end()) lane = own->second;
    if (lane) lane_of[element.id] = *lane;
    if (lane) element.lane = std::string(trimmed(document_.node(*lane).get("name")));
    if (element.kind != ElementKind::UserTask || element.assignment) continue;
    if (lane && !assignments.contains(*lane)) assignments[*lane] = assignment_of(reading, document_.node(*lane));
    if (lane) element.assignment = assignments[*lane];
    if (!element.assignment) element.assignment = of_process;
  }
}

}  // namespace bihuan::definitions
