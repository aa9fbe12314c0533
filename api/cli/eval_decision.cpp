// Decides the words of a decision's trace on the command line.
#include "api/cli/eval_decision.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/json.h"
#include "adapters/system/clock.h"
#include "api/decision_file.h"
#include "engine/dmn/decision.h"
#include "engine/feel/text.h"

namespace bihuan::cli {
namespace {

void print_inputs(const std::vector<std::pair<std::string, Value>>& inputs) {
  for (const auto& [name, value] : inputs) fmt::print(stderr, "  {} = {}\n", name, feel::literal(value));
}

std::string joined(const std::vector<Value>& values) {
  std::string text;
  for (const Value& value : values) text += (text.empty() ? "" : ", ") + feel::literal(value);
  return text;
}

void print(const dmn::Trace& trace) {
  fmt::print(stderr, "{} ({})\n", trace.decision_name, trace.decision_id);
  print_inputs(trace.inputs);
  for (const dmn::TracedValue& one : trace.values)
    fmt::print(stderr, "  {:{}}{} = {}\n", "", 2 * one.depth, one.what, one.shortened ? "…" : feel::literal(one.value));
  for (const dmn::RuleFired& rule : trace.rules)
    fmt::print(stderr, "  #{} {}: {} -> {}\n", rule.index, rule.rule_id, joined(rule.inputs), joined(rule.outputs));
  fmt::print(stderr, "  => {}\n", feel::literal(trace.result));
}

}  // namespace

void print_value(const Value& value, const Shared& shared) {
  fmt::print("{}\n", shared.json ? codec::to_json(value) : feel::literal(value));
}

void print_reads(const feel::Expression& expression, const ContextEntries& context) {
  for (const std::string& name : expression.reads()) {
    const auto found = std::ranges::find(context, name, &ContextEntries::value_type::first);
    fmt::print(stderr, "  {} = {}\n", name, found != context.end() ? feel::literal(found->second) : "?");
  }
}

void eval_decision(const DecisionQuestion& question, const ContextEntries& inputs, Shared& shared) {
  const auto decisions = api::decisions_of_file(question.file);
  shared.exit_code = decisions ? 0 : 1;
  if (!decisions) {
    for (const api::FileFault& fault : decisions.error())
      fmt::print(stderr, "{}:{}: {}\n", fault.file, fault.line, shared.english ? fault.message_en : fault.message_zh);
    return;
  }
  const feel::Environment env{system::now(), &system::zones(), "Asia/Shanghai", {}};
  const auto evaluated = dmn::evaluate(*decisions, question.decision.empty() ? decisions->root() : question.decision,
                                       inputs, env, question.trace ? dmn::Explain::Values : dmn::Explain::Rules);
  if (!evaluated) {
    const dmn::EvaluationFault& fault = evaluated.error();
    fmt::print(stderr, "bihuan eval: {}\n", shared.english ? fault.message_en : fault.message_zh);
    shared.exit_code = 1;
    return;
  }
  if (question.trace)
    for (const dmn::Trace& one : evaluated->trace) print(one);
  for (const feel::Diagnostic& one : evaluated->diagnostics) fmt::print(stderr, "{}\n", one.message);
  print_value(evaluated->value, shared);
}

}  // namespace bihuan::cli
