// Rules of size: a definition of ten thousand elements and sub-processes in each other as deep as they may be.
#include "tests/engine/fixture.h"
#include "tests/engine/large_processes.h"

namespace bihuan::testing {
namespace {

definition::DefinitionPtr compiled(const definition::ProcessModel& model) {
  auto result = definition::compile(model, "large.bpmn");
  if (!result) throw std::runtime_error(result.error().front().message_en);
  return result->definition;
}

TEST(LargeDefinition, OfTenThousandElementsRunsToItsEnd) {
  const definition::ProcessModel model = chain(9'998);
  EXPECT_EQ(model.elements.size(), 10'000u);
  Case c(compiled(model));
  c.start();
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.events<event::ElementCompleted>().size(), 9'999u);
}

TEST(LargeDefinition, OfTwoThousandInclusiveJoinsGoesThroughEach) {
  Case c(compiled(chain_of_joins(2'000)));
  c.start();
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.events<event::ElementCompleted>().size(), 8'001u);
}

TEST(LargeDefinition, NestedAsDeepAsItMayBeRunsAndIsCompensated) {
  Case c(compiled(nested(49)));
  c.start();
  EXPECT_TRUE(c.ended());
  const std::vector<std::string> completed = c.completed();
  EXPECT_NE(std::find(completed.begin(), completed.end(), "h"), completed.end());
}

TEST(LargeDefinition, DeeperThanFiftyIsRefused) {
  EXPECT_THROW(compiled(nested(52)), std::runtime_error);
}

}  // namespace
}  // namespace bihuan::testing
