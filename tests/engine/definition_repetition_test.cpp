// What is refused of complex gateways, loops, behaviour, ad-hoc sub-processes and quantities (validate_repetition.cpp).
#include <gtest/gtest.h>

#include "tests/engine/process_text.h"

namespace bihuan::testing {
namespace {

/// The codes of the errors, in order of the lines.
std::string refusals(std::string_view process) {
  const auto compiled = definition::compile(read_process(process), "test");
  std::string codes;
  if (compiled) return codes;
  for (const definition::Diagnostic& one : compiled.error())
    if (one.severity == definition::Severity::Error)
      codes += (codes.empty() ? "" : " ") + one.element_id + ":" + one.code;
  return codes;
}

TEST(ValidateRepetition, AComplexGatewayThatJoinsNeedsItsCondition) {
  EXPECT_EQ(refusals("start s\nand g\ntask a\ntask b\ncomplex k\nend e\ns -> g\ng -> a -> k\ng -> b -> k\nk -> e"),
            "k:no-activation-condition");
  EXPECT_EQ(refusals("start s\ncomplex k\nend e\nend f\ns -> k\nk -> e if true\nk -> f default"), "");
}

TEST(ValidateRepetition, ALoopMustEnd) {
  EXPECT_EQ(refusals("start s\ntask a testbefore atmost=-1\nend e\ns -> a -> e"), "a:loop-condition");
  EXPECT_EQ(refusals("start s\ntask a loop=\"x\" times=2\nend e\ns -> a -> e"), "a:loop-twice");
}

TEST(ValidateRepetition, ALoopWithoutConditionAndMaximumIsRefused) {
  definition::ProcessModel model = read_process("start s\ntask a\nend e\ns -> a -> e");
  model.elements[2].loop.emplace();
  const auto compiled = definition::compile(model, "test");
  ASSERT_FALSE(compiled.has_value());
  EXPECT_EQ(compiled.error().front().code, "loop-condition");
}

TEST(ValidateRepetition, ABehaviorNeedsAnEventThatCanBeThrown) {
  EXPECT_EQ(refusals("start s\ntask a times=2 behavior=one throws=signal\nend e\ns -> a -> e"), "a:loop-event");
  EXPECT_EQ(refusals("start s\ntask a times=2 behavior=complex throws=signal:x\nend e\ns -> a -> e"), "a:loop-event");
  EXPECT_EQ(refusals("start s\ntask a times=2 behavior=none throws=escalation:x\nend e\ns -> a -> e"), "");
}

TEST(ValidateRepetition, AnAdHocSubProcessHasActivitiesAndNoStartOrEnd) {
  EXPECT_EQ(refusals("start s\nadhoc h {\nstart s2\ntask a\nend e2\n}\nend e\ns2 -> a -> e2\ns -> h -> e"),
            "h:ad-hoc-content s2:event-position e2:event-position");
  EXPECT_EQ(refusals("start s\nadhoc h {\ntask a\n}\nend e\ns -> h -> e"), "");
}

TEST(ValidateRepetition, QuantitiesAreFromOneToAThousand) {
  EXPECT_EQ(refusals("start s\ntask a starts=0\nend e\ns -> a -> e"), "a:quantity");
  EXPECT_EQ(refusals("start s\ntask a makes=1001\nend e\ns -> a -> e"), "a:quantity");
}

}  // namespace
}  // namespace bihuan::testing
