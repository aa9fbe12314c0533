// Counts what an evaluation takes from the heap: nothing for numbers, booleans and short strings in conditions,
// comparisons, arithmetic, tests and calls of functions with few arguments.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "engine/feel/evaluation.h"
#include "engine/feel/expression.h"
#include "engine/feel/text.h"

/// Volatile: a compiler may assume that operator new changes nothing that the program can see.
static volatile std::size_t allocations = 0;

void* operator new(std::size_t size) {
  allocations = allocations + 1;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace bihuan::feel {
namespace {

const ContextEntries& variables() {
  static const ContextEntries all = {{"amount", 1500},
                                     {"rate", *Decimal::parse("3.25")},
                                     {"grade", "重大"},
                                     {"open", true},
                                     {"since", Date{2026, 10, 1}},
                                     {"term", DaysDuration{86'400, 0}},
                                     {"nothing", Value()},
                                     {"case", Value(ContextEntries{{"owner", Value(ContextEntries{{"age", 40}})}})},
                                     {"scores", Value(List{1, 2, 3})}};
  return all;
}

struct Counted {
  std::string answer;
  std::size_t allocations = 0;
};

/// The second evaluation is counted: the first may build tables of the program, which are kept.
Counted counted(std::string_view text) {
  const auto expression = parse_expression(text);
  if (!expression) return {"SyntaxError"};
  const Environment environment{Instant{1'790'000'000'000'000}};
  const Variables known = variables_of(variables());
  const auto first = expression->evaluate(known, environment);
  const std::size_t before = allocations;
  const auto second = expression->evaluate(known, environment);
  const std::size_t taken = allocations - before;
  return {second && first ? literal(second->value) : "BudgetExceeded", taken};
}

struct Example {
  std::string_view text, expected;
};

TEST(Evaluation, OfNumbersBooleansAndShortStringsAllocatesNothing) {
  for (const Example& example : {Example{"amount > 1000", "true"},
                                 {"amount >= 1000 and grade = \"重大\" and not(open)", "false"},
                                 {"grade = \"高\" or amount < 2 or open", "true"},
                                 {"(amount + 830.5) * rate / 100 - 15 + 12.5 ** 2", "216.99125"},
                                 {"-amount + -1", "-1501"},
                                 {"if amount > 1000 then \"big\" else \"small\"", "\"big\""},
                                 {"amount between 1000 and 2000", "true"},
                                 {"amount in [1000..2000]", "true"},
                                 {"amount in (< 10, > 1000)", "true"},
                                 {"grade in (\"高\", \"重大\")", "true"},
                                 {"grade in [\"高\", \"重大\"]", "true"},
                                 {"amount = 1500 and nothing = null", "true"},
                                 {"case.owner.age > 18", "true"},
                                 {"since < @\"2026-12-31\"", "true"},
                                 {"since + term", "@\"2026-10-02\""},
                                 {"since.year = 2026", "true"},
                                 {"scores[2]", "2"},
                                 {"every s in scores satisfies s > 0", "true"},
                                 {"some i in 1..100 satisfies i * i > 2000", "true"},
                                 {"abs(amount - 2000)", "500"},
                                 {"floor(rate) + ceiling(rate) + modulo(amount, 7)", "9"},
                                 {"round half up(rate, 1)", "3.3"},
                                 {"string length(grade)", "2"},
                                 {"contains(grade, \"重\") and starts with(grade, \"重大\")", "true"},
                                 {"count(scores)", "3"},
                                 {"amount instance of number", "true"}}) {
    const Counted result = counted(example.text);
    EXPECT_EQ(result.answer, example.expected) << example.text;
    EXPECT_EQ(result.allocations, 0u) << example.text;
  }
}

TEST(Evaluation, OfUnaryTestsAllocatesNothing) {
  for (const std::string_view text : {"< 2000", "[1000..2000]", "1, 2, 1500", "not(7, 8)", "? > 1000 and ? < 2000",
                                      "[1000, 1500]", "amount", "> rate"}) {
    const auto tests = parse_unary_tests(text);
    ASSERT_TRUE(tests) << text;
    const Environment environment{Instant{1'790'000'000'000'000}};
    const Variables known = variables_of(variables());
    const Value input = 1500;
    Evaluation evaluation(environment);
    const std::size_t before = allocations;
    EXPECT_TRUE(satisfies(*tests, input, known, evaluation)) << text;
    EXPECT_EQ(allocations - before, 0u) << text;
  }
}

TEST(Evaluation, AllocatesForListsThatItAnswers) {
  EXPECT_GT(counted("[amount, 2, 3]").allocations, 0u);
  EXPECT_GT(counted("for s in scores return s + 1").allocations, 0u);
}

}  // namespace
}  // namespace bihuan::feel
