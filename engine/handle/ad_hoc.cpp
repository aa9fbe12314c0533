// Decides what people may do with an open ad-hoc sub-process: start its activities, and end it (BPMN 2.0.2, 13.3.5).
// Who may is api's business.
#include "engine/behaviour/ad_hoc.h"

#include <algorithm>

#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

bool is_open_ad_hoc(const Step& step, ScopeId id) {
  return step.state().scope(id) != nullptr && behaviour::is_ad_hoc(step, id);
}

std::unexpected<Rejection> no_such_scope(ScopeId id) {
  const std::string number = std::to_string(id.n);
  return refuse(RejectionCode::NotFound, "没有编号为 " + number + " 的自由子流程，或者已经结束",
                "Expected an open ad-hoc sub-process " + number + ", but there is none");
}

bool is_busy(const state::Scope& scope) {
  return !scope.tokens.empty() || scope.children != 0;
}

Handled check_order(const Step& step, const command::StartAdHoc& command) {
  const definition::Element& element = step.element_of(command.scope);
  if (!element.ad_hoc || !element.ad_hoc->sequential) return {};
  if (command.elements.size() > 1)
    return refuse_input("/elements", "这个自由子流程一次只能启动一个活动",
                        "Expected one activity, because \"" + element.id + "\" works one after another");
  if (is_busy(step.scope(command.scope)))
    return refuse(RejectionCode::WrongState, "上一个活动还没有结束，请稍候再启动",
                  "Expected \"" + element.id + "\" to be idle, because it works one after another, but it is busy");
  return {};
}

std::expected<std::vector<ElementIndex>, Rejection> find_all(const Step& step, const command::StartAdHoc& command) {
  std::vector<ElementIndex> found;
  for (const std::string& id : command.elements) {
    const ElementIndex one = step.definition.find(id);
    if (!one || !behaviour::can_be_started(step.definition, step.scope(command.scope).element, step.definition.at(one)))
      return refuse_input(
          "/elements", "“" + id + "”不是这个自由子流程中可以启动的活动",
          "Expected an activity of the ad-hoc sub-process without incoming flows, but \"" + id + "\" is none");
    found.push_back(one);
  }
  if (found.empty()) return refuse_input("/elements", "请指明要启动的活动", "Expected activities, but there are none");
  return found;
}

}  // namespace

Handled handle(Step& step, const command::StartAdHoc& command) {
  if (!is_open_ad_hoc(step, command.scope)) return no_such_scope(command.scope);
  const auto found = find_all(step, command);
  if (!found) return std::unexpected(found.error());
  if (Handled in_order = check_order(step, command); !in_order) return in_order;
  if (!command.variables.empty()) step.emit(event::VariablesSet{command.scope, {}, command.variables});
  for (ElementIndex element : *found) behaviour::start_ad_hoc_activity(step, command.scope, element);
  return {};
}

Handled handle(Step& step, const command::CompleteAdHoc& command) {
  if (!is_open_ad_hoc(step, command.scope)) return no_such_scope(command.scope);
  const definition::Element& element = step.element_of(command.scope);
  const bool may_cancel = !element.ad_hoc || element.ad_hoc->cancel_remaining;
  if (is_busy(step.scope(command.scope)) && !may_cancel)
    return refuse(RejectionCode::WrongState, "还有活动没有结束，不能结束这个自由子流程",
                  "Expected \"" + element.id + "\" to be idle, because it may not cancel what remains, but it is busy");
  behaviour::complete_ad_hoc(step, command.scope);
  return {};
}

}  // namespace bihuan::handle
