// Rules of ad-hoc sub-processes (BPMN 2.0.2, 13.3.5).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

std::string ad_hoc(const std::string& attributes, const std::string& after = "s -> h -> e") {
  return "start s\nadhoc h " + attributes + " {\nuser a\nuser b\nuser d\n}\nend e\nb -> d\n" + after;
}

ScopeId scope_of(const Case& c) {
  for (const auto& [id, scope] : c.state.scopes())
    if (scope.kind == state::ScopeKind::SubProcess) return id;
  return {};
}

std::vector<std::string> enabled(const Case& c) {
  std::vector<std::string> ids;
  for (ElementIndex i : enabled_elements(*c.definition, c.state, scope_of(c))) ids.push_back(c.definition->at(i).id);
  return ids;
}

void begin(Case& c, const std::string& element, std::string_view feel = "{}") {
  c.accept(command::StartAdHoc{scope_of(c), {element}, variables(feel)});
}

TEST(AdHoc, WaitsForPeopleToChoose) {
  Case c(ad_hoc("until=\"false\""));
  c.start();
  EXPECT_EQ(text(c.open()), "");
  EXPECT_EQ(text(enabled(c)), "a b") << "d has an incoming flow";
  begin(c, "b", "{note: 1}");
  EXPECT_EQ(text(c.open()), "task b");
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task d") << "flows inside are followed";
}

TEST(AdHoc, RunsTheSameActivitySeveralTimesAtOnce) {
  Case c(ad_hoc("until=\"false\""));
  c.start();
  begin(c, "a");
  begin(c, "a");
  EXPECT_EQ(c.count_open("a"), 2u);
}

TEST(AdHoc, CompletesAndCancelsWhatRemainsOnceItsConditionIsTrue) {
  Case c(ad_hoc("until=\"enough\""));
  c.start("{enough: false}");
  begin(c, "a");
  begin(c, "b");
  c.complete("b", "{enough: true}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.terminated()), "d a") << "d was only just reached";
}

TEST(AdHoc, WaitsForWhatRemainsWhereThatMayNotBeCancelled) {
  Case c(ad_hoc("until=\"enough\" keep"));
  c.start("{enough: false}");
  begin(c, "a");
  begin(c, "a");
  c.complete("a", "{enough: true}");
  EXPECT_EQ(text(c.open()), "task a");
  c.refused(command::CompleteAdHoc{scope_of(c)}, RejectionCode::WrongState);
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

TEST(AdHoc, SequentialTakesOneActivityAtATime) {
  Case c(ad_hoc("until=\"false\" sequential"));
  c.start();
  begin(c, "a");
  EXPECT_EQ(text(enabled(c)), "");
  c.refused(command::StartAdHoc{scope_of(c), {"a"}, {}}, RejectionCode::WrongState);
  c.complete("a");
  c.refused(command::StartAdHoc{scope_of(c), {"a", "b"}, {}}, RejectionCode::InvalidInput);
  begin(c, "b");
  EXPECT_EQ(text(c.open()), "task b");
}

TEST(AdHoc, StartsItsListByItselfAndEndsWithIt) {
  Case c(ad_hoc("activate==[\\\"a\\\",\\\"b\\\"]"));
  c.start();
  EXPECT_EQ(text(c.open()), "task a task b");
  c.complete("a");
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task d");
  c.complete("d");
  EXPECT_TRUE(c.ended());
}

TEST(AdHoc, SequentialWorksItsListOff) {
  Case c(ad_hoc("sequential activate==[\\\"b\\\",\\\"a\\\",\\\"a\\\"]"));
  c.start();
  for (const char* next : {"b", "d", "a", "a"}) {
    EXPECT_EQ(text(c.open()), std::string("task ") + next);
    c.complete(next);
  }
  EXPECT_TRUE(c.ended());
}

TEST(AdHoc, OverAnEmptyListCompletesAtOnce) {
  Case c(ad_hoc("activate==chosen"));
  c.start("{chosen: []}");
  EXPECT_TRUE(c.ended());
}

TEST(AdHoc, AListThatNamesSomethingElseIsAnIncident) {
  Case c(ad_hoc("activate==chosen"));
  c.start("{chosen: [\"d\"]}");
  EXPECT_EQ(text(c.incidents()), "ad-hoc-activate h");
  c.accept(command::SetVariables{{}, variables("{chosen: [\"a\"]}")});
  c.retry("h");
  EXPECT_EQ(text(c.open()), "task a");
}

TEST(AdHoc, CollectsResultsInTheOrderOfTheirEnds) {
  Case c(ad_hoc("until=\"count(all) = 3\" collect=all of==mark"));
  c.start();
  begin(c, "a");
  begin(c, "b");
  c.complete("b", "{mark: 2}");
  c.complete("a", "{mark: 1}");
  c.complete("d", "{mark: 3}");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[2, 1, 3]"));
}

TEST(AdHoc, CanBeCompletedByHand) {
  Case c(ad_hoc("until=\"false\""));
  c.start();
  begin(c, "a");
  c.accept(command::CompleteAdHoc{scope_of(c)});
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.terminated()), "a");
}

TEST(AdHoc, RefusesWhatIsNotEnabled) {
  Case c(ad_hoc("until=\"false\""));
  c.start();
  c.refused(command::StartAdHoc{scope_of(c), {"d"}, {}}, RejectionCode::InvalidInput);
  c.refused(command::StartAdHoc{scope_of(c), {"s"}, {}}, RejectionCode::InvalidInput);
  c.refused(command::StartAdHoc{scope_of(c), {}, {}}, RejectionCode::InvalidInput);
  c.refused(command::StartAdHoc{ScopeId{1}, {"a"}, {}}, RejectionCode::NotFound);
  c.refused(command::CompleteAdHoc{ScopeId{99}}, RejectionCode::NotFound);
}

TEST(AdHoc, FaultInItsConditionIsAnIncidentOfTheActivityThatEnded) {
  Case c(ad_hoc("until=\"enough\""));
  c.start();
  begin(c, "a");
  c.complete("a");
  EXPECT_EQ(text(c.incidents()), "condition-not-boolean a");
  c.accept(command::SetVariables{{}, variables("{enough: true}")});
  c.retry("a");
  EXPECT_TRUE(c.ended());
}

TEST(AdHoc, IsInterruptedByItsBoundaryEvent) {
  Case c(ad_hoc("until=\"false\"", "boundary t on=h timer=PT1H\nend l\ns -> h -> e\nt -> l"));
  c.start();
  begin(c, "a");
  c.fire("t");
  EXPECT_TRUE(c.ended());
}

TEST(AdHoc, CanBeMultiplied) {
  Case c(ad_hoc("each==units as=unit activate==[\\\"a\\\"]"));
  c.start("{units: [1, 2]}");
  EXPECT_EQ(c.count_open("a"), 2u);
  c.complete("a");
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

}  // namespace
}  // namespace bihuan::testing
