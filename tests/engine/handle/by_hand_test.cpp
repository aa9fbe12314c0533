// Rules of what people change by hand: variables of a token, jobs and timers, tasks, errors from a task, tokens that go
// on.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

const state::Token& token_at(const Case& c, const std::string& element) {
  for (const auto& [id, scope] : c.state.scopes())
    for (const state::Token& token : scope.tokens)
      if (c.definition->at(token.element).id == element) return token;
  throw std::runtime_error("no token at " + element);
}

TEST(SetVariables, OfATokenAreItsOwn) {
  Case c("start s\nuser u\nend e\ns -> u -> e");
  c.start("{x: 1}");
  c.accept(command::SetVariables{ScopeId{1}, variables("{mine: 2}"), token_at(c, "u").id, false});
  EXPECT_EQ(*state::find(token_at(c, "u").locals, "mine"), Value(2));
  c.refused(command::SetVariables{ScopeId{1}, variables("{mine: 2}"), TokenId{999}, false}, RejectionCode::NotFound);
}

TEST(SetVariables, OutwardGoToWhoDeclaresTheName) {
  Case c("start s\nuser u in.mine==0\nend e\ns -> u -> e");
  c.start("{x: 1}");
  c.accept(command::SetVariables{ScopeId{1}, variables("{mine: 2, x: 3, fresh: 4}"), token_at(c, "u").id, true});
  EXPECT_EQ(*state::find(token_at(c, "u").locals, "mine"), Value(2));
  EXPECT_EQ(c.variable("x"), Value(3));
  EXPECT_EQ(c.variable("fresh"), Value(4));
}

TEST(RemoveVariables, TakesThoseThatAreThere) {
  Case c("start s\nuser u\nend e\ns -> u -> e");
  c.start("{x: 1, y: 2}");
  c.accept(command::RemoveVariables{{}, {}, {"x", "z", "x"}});
  EXPECT_EQ(state::find(c.state.scope(ScopeId{1})->variables, "x"), nullptr);
  ASSERT_EQ(c.events<event::VariablesRemoved>().size(), 1u);
  EXPECT_EQ(text(c.events<event::VariablesRemoved>()[0].names), "x");
  c.accept(command::RemoveVariables{{}, {}, {"z"}});
  EXPECT_EQ(c.events<event::VariablesRemoved>().size(), 1u);
  c.refused(command::RemoveVariables{ScopeId{999}, {}, {"y"}}, RejectionCode::NotFound);
}

TEST(FireTimer, ByHandNeedNotBeDue) {
  Case c("start s\ncatch t timer=PT1H\nend e\ns -> t -> e");
  c.start();
  c.refused(command::FireTimer{c.work("t")}, RejectionCode::WrongState);
  c.accept(command::FireTimer{c.work("t"), true});
  EXPECT_TRUE(c.ended());
}

TEST(ChangeJob, MovesTheDueMomentOfATimer) {
  Case c("start s\ncatch t timer=PT1H\nend e\ns -> t -> e");
  c.start();
  c.accept(command::ChangeJob{c.work("t"), c.context.now, {}, {}});
  c.accept(command::FireTimer{c.work("t")});
  EXPECT_TRUE(c.ended());
}

TEST(ChangeJob, TriesAtZeroHoldAJobAndMoreFreeIt) {
  Case c("start s\nservice t topic=x\nend e\ns -> t -> e");
  c.start();
  c.accept(command::ChangeJob{c.work("t"), {}, 0, {}});
  EXPECT_EQ(text(c.incidents()), "job-failed t");
  c.accept(command::ChangeJob{c.work("t"), {}, 2, 80});
  EXPECT_EQ(text(c.incidents()), "");
  EXPECT_EQ(std::get<state::Job>(c.work_of("t").detail).retries, 2);
  EXPECT_EQ(std::get<state::Job>(c.work_of("t").detail).priority, 80);
  c.done("t");
  EXPECT_TRUE(c.ended());
}

TEST(ChangeTask, ChangesWhatIsGivenAndKeepsTheRest) {
  Case c("start s\nuser u candidates==people\nend e\ns -> u -> e");
  c.start("{people: [\"ann\"]}");
  command::ChangeTask change{.task = c.work("u")};
  change.owner = "dan";
  change.priority = 500;
  change.sets_due = true;
  change.due = Instant{7};
  change.adds = {"bob", "group:leaders", "bob"};
  change.removes = {"ann"};
  c.accept(change);
  const auto& task = std::get<state::Task>(c.work_of("u").detail);
  EXPECT_EQ(task.name, "u");
  EXPECT_EQ(task.owner, "dan");
  EXPECT_EQ(task.priority, 100);
  EXPECT_EQ(task.due->us, 7);
  EXPECT_EQ(text(task.candidates), "bob");
  EXPECT_EQ(text(task.groups), "leaders");
}

const char* const guarded =
    "start s\nuser u candidates==people\nboundary err on=u error=wrong\n"
    "boundary esc on=u escalation=up noninterrupting\nuser mend\nuser note\nend e\n"
    "s -> u -> e\nerr -> mend -> e\nesc -> note -> e";

TEST(ThrowTaskError, GoesToItsHandlerAndEndsTheTask) {
  Case c(guarded);
  c.start("{people: [\"ann\", \"cid\"]}");
  c.refused(command::ThrowTaskError{c.work("u"), "bob", "wrong", {}, {}}, RejectionCode::NotAllowed);
  c.refused(command::ThrowTaskError{c.work("u"), "ann", "", {}, {}}, RejectionCode::InvalidInput);
  c.accept(command::ThrowTaskError{c.work("u"), "ann", "wrong", "why", variables("{x: 1}")});
  EXPECT_EQ(text(c.open()), "task mend");
  EXPECT_EQ(c.variable("x"), Value(1));
}

TEST(ThrowTaskError, WithoutAHandlerIsAnIncidentBesideTheTask) {
  Case c(guarded);
  c.start("{people: [\"ann\", \"cid\"]}");
  c.accept(command::ThrowTaskError{c.work("u"), {}, "other", {}, {}});
  EXPECT_EQ(text(c.incidents()), "error-not-caught u");
  EXPECT_EQ(c.count_open("u"), 1u);
}

TEST(ThrowTaskEscalation, BesideTheTaskLeavesItOpen) {
  Case c(guarded);
  c.start("{people: [\"ann\", \"cid\"]}");
  c.accept(command::ThrowTaskEscalation{c.work("u"), "ann", "up", {}});
  EXPECT_EQ(text(c.open()), "task u task note");
}

TEST(ContinueToken, TakesWhatItWaitsForAsHavingCome) {
  Case c(
      "start s\nreceive r message=m\nservice t topic=x\nuser u\ncatch w timer=PT1H\nend e\ns -> r -> t -> u -> w -> e");
  c.start();
  for (const char* element : {"r", "t", "u", "w"})
    c.accept(command::ContinueToken{token_at(c, element).id, variables("{last: 1}")});
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("last"), Value(1));
}

TEST(ContinueToken, RefusesWhatGoesOnInside) {
  Case c("start s\nsub box {\nstart i\nuser u\nend ie\ni -> u -> ie\n}\nend e\ns -> box -> e");
  c.start();
  c.refused(command::ContinueToken{token_at(c, "box").id, {}}, RejectionCode::WrongState);
  c.refused(command::ContinueToken{TokenId{999}, {}}, RejectionCode::NotFound);
}

}  // namespace
}  // namespace bihuan::testing
