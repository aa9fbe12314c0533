// Every function that can make something large pays for it before it grows, and every one that reads much pays in
// steps.
#include <gtest/gtest.h>

#include "tests/engine/feel/evaluating.h"

namespace bihuan::feel {
namespace {

/// The answer with 64 KiB of memory and plenty of steps.
std::string with_little_memory(std::string_view text, const ContextEntries& variables) {
  std::vector<std::string> names;
  for (const auto& entry : variables) names.push_back(entry.first);
  Environment env = test_environment();
  env.limits.memory = 64 << 10;
  env.limits.steps = 100'000'000;
  const auto outcome = parse_expression(text, names)->evaluate(variables_of(variables), env);
  return outcome ? "within" : outcome.error().which;
}

ContextEntries large() {
  List items(40'000, Value("ab"));
  List numbers;
  for (int i = 0; i < 3'000; ++i) numbers.emplace_back(i);
  return {{"t", std::string(40'000, 'a')}, {"l", items}, {"n", numbers}};
}

TEST(Budget, FunctionsThatMakeLargeStringsRunOutOfMemory) {
  for (const char* text :
       {"string join(l, t)", "replace(t, \"a\", \"$0$0\")", "replace(t, \"(a+)\", \"$1$1$1$1$1$1$1$1\")", "t + t",
        "upper case(t) + upper case(t)", "string(l)", "split(t, \"\")"})
    EXPECT_EQ(with_little_memory(text, large()), "memory") << text;
}

TEST(Budget, FunctionsThatMakeLargeListsRunOutOfMemory) {
  for (const char* text :
       {"concatenate(l, l)", "append(l, 1)", "reverse(l)", "sublist(l, 1)", "insert before(l, 1, 1)", "remove(l, 1)",
        "flatten(l)", "sort(l)", "list replace(l, 1, 1)", "index of(l, \"ab\")", "distinct values(n)", "union(n, n)",
        "mode(n)", "l[true]", "for i in l return i", "l.a"})
    EXPECT_EQ(with_little_memory(text, large()), "memory") << text;
}

TEST(Budget, FunctionsThatMakeLargeContextsRunOutOfMemory) {
  EXPECT_EQ(with_little_memory("context(for i in n return {key: string(i), value: i})", large()), "memory");
  EXPECT_EQ(with_little_memory("get entries({a: 1})", large()), "within");
}

TEST(Budget, SearchingInLongStringsIsLinear) {
  const ContextEntries texts = {{"t", std::string(400'000, 'a')}, {"m", std::string(200'000, 'a') + "b"}};
  EXPECT_EQ(answer("contains(t, m)", texts), "false");
  EXPECT_EQ(answer("substring before(t, m)", texts), "\"\"");
}

}  // namespace
}  // namespace bihuan::feel
