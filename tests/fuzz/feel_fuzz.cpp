// libFuzzer target: any text as FEEL. It must end in a SyntaxError, a budget or a value; a value must be writable.
#include <cstdlib>
#include <string_view>

#include "engine/feel/check.h"
#include "engine/feel/complete.h"
#include "engine/feel/expression.h"
#include "engine/feel/text.h"

namespace {

using namespace bihuan;

const ContextEntries& variables() {
  static const ContextEntries entries = {{"n", 4},
                                         {"risk grade", "高"},
                                         {"l", List{1, 2, 3}},
                                         {"c", ContextEntries{{"a", 5}, {"x y", "z"}}},
                                         {"?", 3}};
  return entries;
}

feel::Environment environment() {
  feel::Environment env{.now = {1'790'841'600'000'000}, .zones = nullptr, .local_zone = {}, .limits = {}};
  env.limits.steps = 20'000;
  env.limits.memory = 1 << 20;
  return env;
}

void evaluate(const feel::Expression& expression) {
  const feel::CheckScope scope{};
  for (const feel::Finding& finding : feel::check(expression, scope))
    if (finding.offset + finding.length > expression.source().size()) std::abort();
  const auto outcome = expression.evaluate(feel::variables_of(variables()), environment());
  if (outcome) feel::literal(outcome->value, 1 << 16);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return -1;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const std::vector<std::string> names = {"n", "risk grade", "l", "c", "x y"};
  if (const auto expression = feel::parse_expression(text, names)) evaluate(*expression);
  if (const auto tests = feel::parse_unary_tests(text, names)) evaluate(*tests);
  feel::complete(text, size / 2, {});
  return 0;
}
