// Decides how one line is answered; see eval_lines.h. The clock stands still over all lines.
#include "api/cli/eval_lines.h"

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/codec/json.h"
#include "adapters/system/clock.h"
#include "engine/feel/expression.h"

namespace bihuan::cli {
namespace {

std::string error(const std::string& why) {
  return "{\"error\":" + codec::json_string(why) + "}";
}

std::string evaluated(const std::string& text, const ContextEntries& context, const feel::Environment& env) {
  std::vector<std::string> names;
  for (const auto& entry : context) names.push_back(entry.first);
  const auto expression = feel::parse_expression(text, names);
  if (!expression) return error(expression.error().message_en);
  const auto outcome = expression->evaluate(feel::variables_of(context), env);
  if (!outcome) return error("the budget is used up: " + outcome.error().which);
  return "{\"value\":" + codec::to_json(outcome->value) + "}";
}

std::string answered(const std::string& line, const feel::Environment& env) {
  const auto question = codec::parse_json(line);
  if (!question) return error(question.error().message);
  const Value* text = question->entry("text");
  if (text == nullptr || text->string() == nullptr) return error("the line has no \"text\"");
  const Value* context = question->entry("context");
  const bool given = context != nullptr && context->context() != nullptr;
  return evaluated(*text->string(), given ? *context->context() : ContextEntries{}, env);
}

}  // namespace

void eval_lines(std::istream& in, std::ostream& out) {
  const feel::Environment env{system::now(), &system::zones(), "Asia/Shanghai", {}};
  for (std::string line; std::getline(in, line);) out << answered(line, env) << '\n';
}

}  // namespace bihuan::cli
