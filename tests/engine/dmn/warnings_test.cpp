// What a designer hears of a model that may be deployed all the same: misspelt names, wrong kinds, with a suggestion.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/dmn/decision.h"

namespace bihuan::dmn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

BoxedPtr text_of(std::string text) {
  return std::make_shared<const BoxedExpression>(
      BoxedExpression{LiteralExpression{std::move(text), ""}, "logic", "", 7});
}

std::vector<std::string> warnings_of(BoxedPtr expression) {
  Model model{.id = "m", .name = "m"};
  model.inputs.push_back({.id = "i", .name = "people", .type_ref = "number"});
  model.inputs.push_back({.id = "l", .name = "cases"});
  model.decisions.push_back(
      {.id = "d", .name = "grade", .expression = std::move(expression), .required_inputs = {{"i"}, {"l"}}});
  const auto compiled = compile(model);
  EXPECT_TRUE(compiled);
  std::vector<std::string> out;
  for (const Fault& warning : compiled->warnings()) out.push_back(warning.message_en);
  return out;
}

TEST(DecisionWarnings, NameAMisspeltVariableAndTheOneThatIsMeant) {
  EXPECT_THAT(warnings_of(text_of("poeple > 10")),
              ElementsAre(::testing::AllOf(HasSubstr("there is no variable 'poeple'"), HasSubstr("is it 'people'?"))));
}

TEST(DecisionWarnings, NameAnArgumentOfTheWrongKind) {
  EXPECT_THAT(warnings_of(text_of("upper case(people)")), ElementsAre(HasSubstr("takes string, not a number")));
}

TEST(DecisionWarnings, AreSilentOnNamesThatElementsOfAListBring) {
  EXPECT_THAT(warnings_of(text_of("cases[grade = \"high\" and item.open]")), IsEmpty());
  const BoxedPtr filter = std::make_shared<const BoxedExpression>(
      BoxedExpression{Filter{text_of("cases"), text_of("open and weight > people")}, "", "", 0});
  EXPECT_THAT(warnings_of(filter), IsEmpty());
}

TEST(DecisionWarnings, AreSilentOnNamesThatTheLogicDeclares) {
  BoxedContext context;
  context.entries.push_back({"half", "", text_of("people / 2")});
  context.entries.push_back({"", "", text_of("for i in 1..half return i * half")});
  EXPECT_THAT(warnings_of(std::make_shared<const BoxedExpression>(BoxedExpression{std::move(context), "", "", 0})),
              IsEmpty());
}

}  // namespace
}  // namespace bihuan::dmn
