// libFuzzer target: any text as the text of an attribute with ${…} in it. It must end in a SyntaxError, a budget, a
// fault or a value; a value must be writable.
#include <cstdlib>
#include <string_view>

#include "engine/feel/text.h"
#include "engine/juel/expression.h"

namespace {

using namespace bihuan;

const ContextEntries& variables() {
  static const ContextEntries entries = {{"n", 4},
                                         {"t", "文字 abc"},
                                         {"l", List{1, "b", List{}}},
                                         {"c", ContextEntries{{"a", 5}, {"x y", "z"}}},
                                         {"d", Date{2026, 1, 31}},
                                         {"none", Value()}};
  return entries;
}

feel::Environment environment() {
  feel::Environment env{.now = {1'790'841'600'000'000}, .zones = nullptr, .local_zone = {}, .limits = {}};
  env.limits.steps = 20'000;
  env.limits.memory = 1 << 20;
  return env;
}

void evaluate(const juel::Expression& expression) {
  const juel::Surroundings surroundings{ContextEntries{{"id", "1"}}, ContextEntries{{"assignee", "li"}}};
  const auto outcome = expression.evaluate(feel::variables_of(variables()), surroundings, environment());
  if (!outcome) return;
  if (outcome->fault_en.empty() != outcome->diagnostics.empty()) std::abort();
  for (const feel::Diagnostic& diagnostic : outcome->diagnostics)
    if (diagnostic.offset > expression.source().size()) std::abort();
  feel::literal(outcome->value, 1 << 16);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return -1;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto expression = juel::parse_expression(text);
  if (expression)
    evaluate(*expression);
  else if (expression.error().offset + expression.error().length > size)
    std::abort();
  return 0;
}
