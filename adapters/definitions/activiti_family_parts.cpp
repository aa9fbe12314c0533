// Decides listeners, fields and the mappings of calls of the family (activiti_family.h).
#include <fmt/format.h>

#include <array>
#include <optional>

#include "adapters/definitions/activiti_family.h"
#include "adapters/definitions/bpmn_text.h"
#include "engine/juel/expression.h"

namespace bihuan::definitions::family {

using namespace definition;

namespace {

struct Moment {
  std::string_view name;
  ListenerMoment moment;
};
constexpr std::array execution_moments = {Moment{"start", ListenerMoment::Start}, Moment{"end", ListenerMoment::End}};
constexpr std::array task_moments = {Moment{"create", ListenerMoment::Create},
                                     Moment{"assignment", ListenerMoment::Assignment},
                                     Moment{"complete", ListenerMoment::Complete}};

/// What a listener would call, for the sentence about it.
std::string called_by(XmlNode listener) {
  for (const char* attribute : {"class", "delegateExpression", "expression", "type"})
    if (const auto value = listener.find(attribute)) return std::string(*value);
  return "script";
}

void say_not_run(Translation& t, XmlNode listener) {
  const std::string event(listener.get("event")), called = called_by(listener);
  keep_property(t, "listener." + event, called);
  t.warn("listener-not-run", fmt::format("{}的监听器（{}：{}）在这里不会运行。", t.label(), event, called),
         fmt::format("The listener {} of \"{}\" at {} does not run here.", called, t.element.id, event));
}

/// The expression or the script in it; nullopt when it calls Java.
std::optional<ExpressionText> body_of(const Translation& t, XmlNode listener) {
  if (const auto script = listener.child(t.ns, "script")) {
    if (script->find("resource")) return std::nullopt;
    ExpressionText text;
    text.text = std::string(trimmed(script->text()));
    text.language = script_language(script->get("scriptFormat"));
    text.is_expression = true;
    text.where = script->where();
    const bool runs = text.language.empty() || text.language == "juel" || text.language == "javascript";
    return runs ? std::optional(std::move(text)) : std::nullopt;
  }
  const std::string_view expression = trimmed(listener.get("expression"));
  if (expression.empty()) return std::nullopt;
  const auto parsed = juel::parse_expression(expression);
  if (parsed && !parsed->bean().empty()) return std::nullopt;
  return vendor_text(expression, listener.where());
}

void take_listener(Translation& t, XmlNode listener, std::span<const Moment> moments) {
  const std::string_view event = trimmed(listener.get("event"));
  auto body = body_of(t, listener);
  bool known = false;
  for (const Moment& one : moments) {
    if (event != one.name && event != "all") continue;
    known = true;
    if (body) t.element.listeners.push_back({one.moment, *body, listener.where()});
  }
  if (!known || !body) say_not_run(t, listener);
}

/// stringValue="…", expression="…", or children of these names.
ExpressionText field_value(const Translation& t, XmlNode field) {
  for (const char* name : {"stringValue", "expression"})
    if (const auto value = field.find(name)) return vendor_text(*value, field.where());
  for (const char* name : {"string", "expression"})
    if (const auto child = field.child(t.ns, name)) return vendor_text(trimmed(child->text()), child->where());
  return vendor_text(trimmed(field.text()), field.where());
}

std::optional<MappingText> mapping_of(XmlNode node) {
  const std::string_view source = trimmed(node.get("source")), expression = trimmed(node.get("sourceExpression"));
  const std::string_view target = trimmed(node.get("target"));
  if (target.empty() || (source.empty() && expression.empty())) return std::nullopt;
  return MappingText{expression.empty() ? variable_text(source, node.where()) : vendor_text(expression, node.where()),
                     std::string(target), node.where()};
}

void say_local(const Translation& t, XmlNode node) {
  if (boolean_of(node.get("local")).value_or(false))
    t.warn("local-mapping", fmt::format("{}的传递限定为局部变量（local），这里按全部可见变量传递。", t.label()),
           fmt::format("\"{}\" passes local variables only; here all variables in sight are passed.", t.element.id));
}

}  // namespace

void take_execution_listener(Translation& t, XmlNode child) {
  take_listener(t, child, execution_moments);
}

void take_task_listener(Translation& t, XmlNode child) {
  take_listener(t, child, task_moments);
}

void take_field(Translation& t, XmlNode child) {
  t.element.job.headers.emplace_back(std::string(trimmed(child.get("name"))), field_value(t, child));
}

void take_in(Translation& t, XmlNode child) {
  CallModel& call = t.element.call;
  call.has_own_mappings = true;
  say_local(t, child);
  if (child.get("variables") == "all") call.propagate_inputs = true;
  if (const auto key = child.find("businessKey")) call.business_key = vendor_text(*key, child.where());
  if (auto mapping = mapping_of(child)) call.in.push_back(std::move(*mapping));
}

void take_out(Translation& t, XmlNode child) {
  CallModel& call = t.element.call;
  call.has_own_mappings = true;
  say_local(t, child);
  if (child.get("variables") == "all") call.propagate_outputs = true;
  if (auto mapping = mapping_of(child)) call.out.push_back(std::move(*mapping));
}

void take_payload(Translation& t, XmlNode child) {
  if (t.event == nullptr) return;
  if (child.get("variables") == "all")
    return t.refuse("的信号要带上全部变量，这里请写明要带的变量。",
                    "carries all variables with its signal; name the variables it carries.");
  if (auto mapping = mapping_of(child)) t.event->payload.push_back(std::move(*mapping));
}

}  // namespace bihuan::definitions::family
