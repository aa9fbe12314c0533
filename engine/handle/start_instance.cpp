// Decides how an instance begins: its number, its business key and title from the start variables, its start event.
// BPMN 2.0.2, 13.2 and 13.5.1. Which message, signal or timer started it is the host's business.
#include <algorithm>

#include "engine/behaviour/conversation.h"
#include "engine/behaviour/expressions.h"
#include "engine/behaviour/outside.h"
#include "engine/behaviour/scope.h"
#include "engine/feel/text.h"
#include "engine/handle/rejections.h"

namespace bihuan::handle {
namespace {

using command::StartInstance;
using definition::Element;
using definition::StartPoint;

/// A node without incoming flow that begins with the instance, not one that makes it.
bool begins_by_hand(const Step& step) {
  const Element& process = step.definition.process();
  return process.none_start || std::any_of(process.entries.begin(), process.entries.end(),
                                           [&](ElementIndex entry) { return !step.definition.at(entry).instantiate; });
}

std::expected<StartPoint, Rejection> find_start(const Step& step, const std::string& id) {
  if (id.empty()) {
    if (begins_by_hand(step)) return StartPoint{};
    return refuse_input("/start", "流程没有普通开始事件，请指明开始事件",
                        "Expected a none start event, but the process has none: name a start event");
  }
  if (const auto start = definition::find_start(step.definition, id)) return *start;
  return refuse_input("/start", "没有名为“" + id + "”的开始事件",
                      "Expected a start event \"" + id + "\" of the process, but there is none");
}

/// Reads the start variables alone: there is no state yet. nullopt: the expression failed.
std::optional<std::string> text_of(const Step& step, const StartInstance& command, const definition::Expr& expr) {
  const auto value =
      behaviour::evaluate_outside(expr, feel::variables_of(command.variables), behaviour::environment(step));
  if (!value) return std::nullopt;
  return value->is_null() ? std::string() : feel::to_string(*value);
}

std::expected<event::InstanceStarted, Rejection> describe(const Step& step, const StartInstance& command) {
  event::InstanceStarted started{command.instance,  step.definition.id, command.business_key, {},
                                 command.initiator, command.caller,     step.context.now};
  if (started.business_key.empty()) {
    std::optional<std::string> key = text_of(step, command, step.definition.business_key);
    if (!key)
      return refuse_input("/variables", "无法由启动变量算出业务编号（" + step.definition.business_key.source() + "）",
                          "Expected a business key of \"" + step.definition.business_key.source() +
                              "\", but it cannot be computed from the start variables");
    started.business_key = std::move(*key);
  }
  started.title = text_of(step, command, step.definition.title).value_or(std::string());
  if (started.title.empty()) started.title = step.definition.name;
  return started;
}

void open_instance(Step& step, event::InstanceStarted started, const StartInstance& command) {
  step.emit(std::move(started));
  step.emit(event::ScopeOpened{step.new_id<ScopeId>(), ScopeId{}, state::ScopeKind::Process,
                               step.definition.process().index, TokenId{}, 0});
  if (!command.variables.empty()) step.emit(event::VariablesSet{ScopeId{1}, TokenId{}, command.variables});
}

/// Who started it goes where the start event wants it; the message that started it begins its conversation.
void begin_with(Step& step, StartPoint start, const StartInstance& command) {
  const ElementIndex begins = start.element ? start.element : step.definition.process().none_start;
  const std::string initiator = begins ? step.definition.at(begins).initiator_variable : std::string();
  if (!initiator.empty() && !command.initiator.empty())
    step.emit(event::VariablesSet{ScopeId{1}, TokenId{}, {{initiator, Value(command.initiator)}}});
  if (!start.element) return;
  const definition::EventRule& rule = definition::rule_at(step.definition, start);
  if (rule.kind == definition::EventKind::Message) behaviour::join_conversation(step, rule, command.variables);
}

}  // namespace

Handled open_without_beginning(Step& step, const StartInstance& command) {
  std::expected<event::InstanceStarted, Rejection> started = describe(step, command);
  if (!started) return std::unexpected(std::move(started.error()));
  open_instance(step, std::move(*started), command);
  return {};
}

Handled handle(Step& step, const StartInstance& command) {
  const std::expected<StartPoint, Rejection> start = find_start(step, command.start);
  if (!start) return std::unexpected(start.error());
  if (Handled opened = open_without_beginning(step, command); !opened) return opened;
  begin_with(step, *start, command);
  const Evaluated<void> begun = behaviour::begin_process(step, *start);
  if (!begun) return refuse_input("/variables", begun.error().message_zh, begun.error().message_en);
  return {};
}

}  // namespace bihuan::handle
