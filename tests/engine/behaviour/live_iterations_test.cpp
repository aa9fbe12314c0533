// Rules of multi-instance activities that change while they run, of their counters, and of the events that they throw
// (BPMN 2.0.2, 10.3.8 and 13.3.7).
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

using state::ScopeKind;

ScopeId body_of(const Case& c) {
  for (const auto& [id, scope] : c.state.scopes())
    if (scope.kind == ScopeKind::MultiInstance) return id;
  return {};
}

void add(Case& c, std::string_view list) {
  c.accept(command::AddIterations{body_of(c), *value(list).list()});
}

void remove(Case& c, std::vector<std::uint32_t> numbers) {
  c.accept(command::RemoveIterations{body_of(c), std::move(numbers)});
}

const char* const collecting = "start s\nuser a each==people as=p person=ann collect=all of==p";

TEST(LiveIterations, AddedInParallelBeginAtOnce) {
  Case c(std::string(collecting) + "\nend e\ns -> a -> e");
  c.start("{people: [1, 2]}");
  add(c, "[3, 4]");
  EXPECT_EQ(c.count_open("a"), 4u);
  for (int i = 0; i < 4; ++i) c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[1, 2, 3, 4]"));
}

TEST(LiveIterations, AddedInSequenceBeginAfterTheOthers) {
  Case c(std::string(collecting) + " sequential\nend e\ns -> a -> e");
  c.start("{people: [1]}");
  add(c, "[2]");
  EXPECT_EQ(c.count_open("a"), 1u);
  c.complete("a");
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[1, 2]"));
}

TEST(LiveIterations, AddedToACardinalityOnlyCount) {
  Case c("start s\nuser a times=1\nend e\ns -> a -> e");
  c.start();
  add(c, "[7, 8]");
  EXPECT_EQ(c.count_open("a"), 3u);
  for (int i = 0; i < 3; ++i) c.complete("a");
  EXPECT_TRUE(c.ended());
}

TEST(LiveIterations, RemovedOnesLeaveAnEmptyPlaceInTheResult) {
  Case c(std::string(collecting) + "\nend e\ns -> a -> e");
  c.start("{people: [1, 2, 3]}");
  remove(c, {2});
  EXPECT_EQ(c.count_open("a"), 2u);
  c.complete("a");
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[1, null, 3]"));
}

TEST(LiveIterations, RemovedBeforeTheyBeganArePassedOver) {
  Case c(std::string(collecting) + " sequential\nend e\ns -> a -> e");
  c.start("{people: [1, 2, 3, 4]}");
  remove(c, {2, 4});
  c.complete("a");
  EXPECT_EQ(*state::find(c.state.scope(c.state.scope_of(c.work("a")))->variables, "p"), Value(3));
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[1, null, 3, null]"));
}

TEST(LiveIterations, RemovingTheRunningOneOfASequenceBeginsTheNext) {
  Case c(std::string(collecting) + " sequential\nend e\ns -> a -> e");
  c.start("{people: [1, 2]}");
  remove(c, {1});
  EXPECT_EQ(c.count_open("a"), 1u);
  c.complete("a");
  EXPECT_EQ(c.variable("all"), value("[null, 2]"));
}

TEST(LiveIterations, RemovingTheLastCompletesTheWhole) {
  Case c(std::string(collecting) + "\nend e\ns -> a -> e");
  c.start("{people: [1, 2]}");
  c.complete("a");
  remove(c, {2});
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all"), value("[1, null]"));
}

TEST(LiveIterations, ARunningVoteIsDecidedAnew) {
  Case c(
      "start s\nuser a each==people as=p person==p outcomes=\"yes,no\" voteVar=result vote=majority\nend e\ns -> a -> "
      "e");
  c.start("{people: [\"a\", \"b\", \"c\", \"d\"]}");
  c.complete("a", "{}", "yes");
  c.complete("a", "{}", "yes");
  EXPECT_FALSE(c.ended()) << "two of four are no majority";
  remove(c, {4});
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("result"), value("{result: \"通过\", pass: 2, reject: 0, abstain: 0, all: 3}"));
}

TEST(LiveIterations, AnAddedVoterCountsForTheMajority) {
  Case c(
      "start s\nuser a each==people as=p person==p outcomes=\"yes,no\" voteVar=result vote=majority\nend e\ns -> a -> "
      "e");
  c.start("{people: [\"a\", \"b\", \"c\"]}");
  c.complete("a", "{}", "yes");
  add(c, "[\"d\"]");
  c.complete("a", "{}", "yes");
  EXPECT_FALSE(c.ended());
  c.complete("a", "{}", "yes");
  EXPECT_TRUE(c.ended());
}

TEST(LiveIterations, RefusesWhatCannotBe) {
  Case c("start s\nuser a times=2\nend e\ns -> a -> e");
  c.start();
  c.complete("a");
  c.refused(command::RemoveIterations{body_of(c), {1}}, RejectionCode::WrongState);
  c.refused(command::RemoveIterations{body_of(c), {3}}, RejectionCode::InvalidInput);
  c.refused(command::RemoveIterations{body_of(c), {}}, RejectionCode::InvalidInput);
  c.refused(command::RemoveIterations{ScopeId{1}, {1}}, RejectionCode::NotFound);
  c.refused(command::AddIterations{body_of(c), {}}, RejectionCode::InvalidInput);
  c.refused(command::AddIterations{ScopeId{77}, {Value(1)}}, RejectionCode::NotFound);
}

TEST(IterationCounters, AreSeenInsideUnderTheNamesOfEveryDialect) {
  Case c(
      "start s\nuser a times=3 in.all==numberOfInstances in.active==nrOfActiveInstances "
      "in.done==nrOfCompletedInstances "
      "sequential index=i in.at==i\nend e\ns -> a -> e");
  c.start();
  c.complete("a");
  const state::Scope& iteration = *c.state.scope(c.state.scope_of(c.work("a")));
  EXPECT_EQ(iteration.tokens.front().locals, variables("{active: 1, all: 3, at: 1, done: 1}"));
}

TEST(IterationCounters, LoopCounterBeginsAtZeroWhereTheDialectDoes) {
  definition::ProcessModel model =
      read_process("start s\nuser a times=1 until=\"nrOfCompletedInstances = 1\"\nend e\ns -> a -> e");
  model.dialect = definition::Dialect::Camunda;
  Case c(definition::compile(model, "test")->definition);
  c.start();
  EXPECT_EQ(*state::find(c.state.scope(c.state.scope_of(c.work("a")))->variables, "loopCounter"), Value(0));
  c.complete("a");
  EXPECT_TRUE(c.ended());
}

std::string behaving(const std::string& behavior, const std::string& boundary) {
  return "start s\nuser a times=3 " + behavior + "\nboundary b on=a " + boundary +
         "\nuser z\nend e\nend f\ns -> a -> e\nb -> z -> f";
}

TEST(MultiInstanceBehavior, OneThrowsForTheFirst) {
  Case c(behaving("behavior=one throws=signal:x", "signal=x noninterrupting"));
  c.start();
  for (int i = 0; i < 3; ++i) c.complete("a");
  EXPECT_EQ(c.count_open("z"), 1u);
  EXPECT_TRUE(c.events<event::SignalSent>().empty()) << "the boundary event got it";
}

TEST(MultiInstanceBehavior, NoneThrowsForEach) {
  Case c(behaving("behavior=none throws=escalation:x", "escalation=x noninterrupting"));
  c.start();
  for (int i = 0; i < 3; ++i) c.complete("a");
  EXPECT_EQ(c.count_open("z"), 3u);
}

TEST(MultiInstanceBehavior, ComplexThrowsWhereItsConditionIsTrue) {
  Case c(behaving("behavior=complex when=\"numberOfCompletedInstances = 2\" throws=message:x", "message=x"));
  c.start();
  c.complete("a");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task z") << "the interrupting event ended the rest";
  EXPECT_EQ(c.variable("numberOfCompletedInstances"), Value(2)) << "the event carries the attributes";
}

TEST(MultiInstanceBehavior, WhatNoBoundaryEventWaitsForGoesOutwards) {
  Case c(behaving("behavior=one throws=signal:x", "signal=other"));
  c.start();
  c.complete("a");
  EXPECT_EQ(c.events<event::SignalSent>().size(), 1u);
}

}  // namespace
}  // namespace bihuan::testing
