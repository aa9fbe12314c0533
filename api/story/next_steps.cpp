#include "api/story/next_steps.h"

#include <algorithm>
#include <array>
#include <deque>

namespace bihuan::story {
namespace {

using definition::Definition;
using definition::Element;
using definition::ElementKind;

bool is_waited_for(const Element& element) {
  switch (element.kind) {
    case ElementKind::UserTask:
    case ElementKind::ManualTask:
    case ElementKind::ReceiveTask:
    case ElementKind::CallActivity:
    case ElementKind::IntermediateCatchEvent:
      return true;
    default:
      return false;
  }
}

class Search {
 public:
  explicit Search(const Definition& definition) : definition_(definition) {}

  void leave(ElementIndex from) {
    const Element& element = definition_.at(from);
    for (FlowIndex flow : element.outgoing) enter(definition_.at(flow).target);
    const bool ends = element.outgoing.empty() && element.parent && element.kind != ElementKind::BoundaryEvent;
    if (ends && left_.insert(element.parent).second) open_.push_back(element.parent);
  }

  std::vector<ElementIndex> run() {
    while (!open_.empty()) {
      const ElementIndex at = open_.front();
      open_.pop_front();
      leave(at);
    }
    std::ranges::sort(found_);
    return std::move(found_);
  }

 private:
  void enter(ElementIndex index) {
    if (!seen_.insert(index).second) return;
    const Element& element = definition_.at(index);
    if (is_waited_for(element)) return found_.push_back(index);
    if (element.children.empty()) return open_.push_back(index);
    for (const auto* begins : {&element.starts, &element.entries}) {
      for (ElementIndex start : *begins) enter(start);
    }
  }

  const Definition& definition_;
  std::set<ElementIndex> seen_, left_;
  std::deque<ElementIndex> open_;
  std::vector<ElementIndex> found_;
};

struct KindWords {
  std::string_view kind, zh, en;
};
constexpr std::array kinds = {
    KindWords{"person", "指定人员", "a named person"},
    KindWords{"candidates", "指定人员", "named people"},
    KindWords{"head", "单位负责人", "the head of the unit"},
    KindWords{"head-above", "上级单位负责人", "the head of a unit above"},
    KindWords{"department", "条线主管部门", "the department of the line"},
    KindWords{"initiator", "发起人", "who began the case"},
    KindWords{"supervision", "督导组", "a supervision group"},
    KindWords{"users-and-groups", "指定的人员或小组", "named people or groups"},
    KindWords{"several", "几种规则确定的人员", "people of several rules"},
};

/// The constant text of a parameter; empty when it is computed.
std::string constant(const definition::Assignment& assignment, std::string_view name) {
  for (const auto& [parameter, value] : assignment.parameters) {
    if (parameter == name && !value.is_computed() && value.constant().string()) return *value.constant().string();
  }
  return {};
}

}  // namespace

std::vector<ElementIndex> next_steps(const Definition& definition, const std::set<ElementIndex>& from) {
  Search search(definition);
  for (ElementIndex index : from) search.leave(index);
  return search.run();
}

Who who_of(const Definition& definition, const Element& element, const resources::Names& names) {
  if (!element.user_task || !element.user_task->assignment) return {};
  const definition::Assignment& assignment = *element.user_task->assignment;
  if (assignment.kind == "role") {
    const std::string role = names.role(constant(assignment, "role"));
    const std::string unit = constant(assignment, "unit");
    if (role.empty()) return {"按岗位确定的人员", "people of a role"};
    return {unit.empty() ? role : names.unit(unit) + role, unit.empty() ? role : role + " of " + names.unit(unit)};
  }
  if (assignment.kind == "who-did") {
    const ElementIndex step = definition.find(constant(assignment, "step"));
    const std::string name = step ? resources::title_of(definition.at(step)) : std::string();
    return {"办理“" + name + "”的人", "who did \"" + name + "\""};
  }
  if (assignment.kind == "person" && !constant(assignment, "person").empty()) {
    const std::string name = names.person(constant(assignment, "person"));
    return {name, name};
  }
  const auto found = std::ranges::find(kinds, assignment.kind, &KindWords::kind);
  return found == kinds.end() ? Who{} : Who{std::string(found->zh), std::string(found->en)};
}

}  // namespace bihuan::story
