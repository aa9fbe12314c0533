#include "api/resources/evaluation_view.h"

#include "adapters/codec/events_json.h"
#include "adapters/codec/json.h"
#include "engine/feel/diagnostic_text.h"

namespace bihuan::resources {
namespace {

using api::json_list;
using api::JsonObject;

std::string values_json(const std::vector<Value>& values) {
  return json_list(values, [](const Value& value) { return codec::to_json(value); });
}

std::string traced_json(const dmn::TracedValue& traced) {
  JsonObject out;
  out.text("name", traced.what).number("depth", static_cast<std::int64_t>(traced.depth)).value("value", traced.value);
  return out.flag("shortened", traced.shortened).done();
}

std::string trace_json(const dmn::Trace& trace) {
  JsonObject out;
  out.text("decision", trace.decision_id).text("name", trace.decision_name);
  out.raw("inputs", codec::variables_json(trace.inputs));
  out.raw("rules", json_list(trace.rules, [](const dmn::RuleFired& rule) {
            JsonObject fired;
            fired.number("index", static_cast<std::int64_t>(rule.index)).text_if("id", rule.rule_id);
            return fired.raw("inputs", values_json(rule.inputs)).raw("outputs", values_json(rule.outputs)).done();
          }));
  out.raw("values", json_list(trace.values, traced_json));
  return out.value("result", trace.result).done();
}

}  // namespace

void add_evaluated(JsonObject& out, const dmn::Evaluated& evaluated) {
  out.value("result", evaluated.value).raw("trace", json_list(evaluated.trace, trace_json));
  out.raw("diagnostics", feel_diagnostics_json(evaluated.diagnostics));
}

std::string feel_diagnostics_json(const std::vector<feel::Diagnostic>& diagnostics) {
  return json_list(diagnostics, [](const feel::Diagnostic& one) {
    JsonObject out;
    out.number("offset", static_cast<std::int64_t>(one.offset));
    return out.text("message", feel::chinese(one)).text("messageEn", one.message).done();
  });
}

}  // namespace bihuan::resources
