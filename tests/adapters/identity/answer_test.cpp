// What the organisation answers to each kind of assignment.
#include <gmock/gmock.h>

#include "tests/adapters/identity/sample.h"

namespace bihuan::identity::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Parameters = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> ask(const std::string& kind, Parameters parameters) {
  return answer(sample(), Lookup{kind, std::move(parameters)});
}

TEST(Assignment, ARoleInAUnitIsForWhoHoldsItThereAndIsNotDisabled) {
  EXPECT_THAT(ask("role", {{"role", "community-handler"}, {"unit", "C1"}}), ElementsAre("p-h1", "p-h2"));
  EXPECT_THAT(ask("role", {{"role", "community-handler"}, {"unit", "C2"}}), IsEmpty());
  EXPECT_THAT(ask("role", {{"role", "nothing"}, {"unit", "C1"}}), IsEmpty());
}

TEST(Assignment, TheHeadOfAUnitIsAskedByItsId) {
  EXPECT_THAT(ask("head", {{"unit", "C1"}}), ElementsAre("p-c1"));
  EXPECT_THAT(ask("head", {{"unit", "C2"}}), IsEmpty());
  EXPECT_THAT(ask("head", {{"unit", "none"}}), IsEmpty());
}

TEST(Assignment, LevelsUpCountsUnitsAndEndsAtTheTop) {
  EXPECT_THAT(ask("head-above", {{"unit", "G1"}}), ElementsAre("p-c1"));
  EXPECT_THAT(ask("head-above", {{"unit", "G1"}, {"levels", "2"}}), ElementsAre("p-s1"));
  EXPECT_THAT(ask("head-above", {{"unit", "G1"}, {"levels", "3"}}), ElementsAre("p-mayor"));
  EXPECT_THAT(ask("head-above", {{"unit", "G1"}, {"levels", "10"}}), IsEmpty());
}

TEST(Assignment, LevelsThatAreNoNumberFromOneToTenReachNobody) {
  for (const char* levels : {"0", "-1", "11", "1.5", "two", "1 "}) {
    EXPECT_THAT(ask("head-above", {{"unit", "G1"}, {"levels", levels}}), IsEmpty()) << levels;
  }
}

TEST(Assignment, MoreThanNineLevelsAreCounted) {
  Organisation deep;
  deep.people.push_back({"p-top", "顶", "u-0"});
  for (int i = 0; i <= 10; ++i) {
    const std::string id = "u-" + std::to_string(i);
    deep.units[id] = {.id = id, .name = id, .kind = "grid", .parent = i ? "u-" + std::to_string(i - 1) : ""};
  }
  deep.units["u-0"].head = "p-top";
  EXPECT_THAT(faults_of(deep), IsEmpty());
  EXPECT_THAT(answer(deep, {"head-above", {{"unit", "u-10"}, {"levels", "10"}}}), ElementsAre("p-top"));
}

TEST(Assignment, TheDepartmentOfALineIsFoundOnThePlacesWayUp) {
  EXPECT_THAT(ask("department", {{"line", "fire"}, {"level", "street"}, {"place", "G1"}}), ElementsAre("p-h2"));
  EXPECT_THAT(ask("department", {{"line", "fire"}, {"level", "district"}, {"place", "C2"}}), ElementsAre("p-fire"));
  EXPECT_THAT(ask("department", {{"line", "fire"}, {"level", "street"}, {"place", "C2"}}), IsEmpty());
  EXPECT_THAT(ask("department", {{"line", "health"}, {"level", "street"}, {"place", "G1"}}), IsEmpty());
}

TEST(Assignment, ASupervisionGroupSendsNobodyOfTheOwners) {
  EXPECT_THAT(ask("supervision", {{"owner", "C1"}}), ElementsAre("p-sup"));
  EXPECT_THAT(ask("supervision", {{"owner", "C2"}}), ElementsAre("p-sup", "p-lent"));
}

TEST(Assignment, AnAdministratorIsWhoKeepsTheProgramRunning) {
  EXPECT_THAT(ask("administrator", {}), ElementsAre("p-sys"));
}

TEST(Assignment, SaysWhoIsGoneAndWhoseUnitIsWhose) {
  EXPECT_THAT(ask("gone", {{"person", "p-gone"}}), ElementsAre("p-gone"));
  EXPECT_THAT(ask("gone", {{"person", "p-h1"}}), IsEmpty());
  EXPECT_THAT(ask("gone", {{"person", "stranger"}}), IsEmpty());
  EXPECT_THAT(ask("unit-of", {{"person", "p-h1"}}), ElementsAre("C1"));
}

}  // namespace
}  // namespace bihuan::identity::testing
