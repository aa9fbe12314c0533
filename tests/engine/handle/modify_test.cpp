// Rules of modifications by hand: where tokens may end and begin, and that all of it happens or nothing.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

using command::Instruction;
using command::InstructionKind;

Instruction cancel(const std::string& element) {
  return {.kind = InstructionKind::Cancel, .element = element};
}
Instruction before(const std::string& element) {
  return {.kind = InstructionKind::StartBefore, .element = element};
}
Instruction after(const std::string& element) {
  return {.kind = InstructionKind::StartAfter, .element = element};
}
command::ModifyInstance modify(std::vector<Instruction> instructions) {
  return {std::move(instructions), "by hand"};
}

const char* const two = "start s\nuser a\nuser b\nend e\ns -> a -> b -> e";
const char* const nested =
    "start s\nuser a\nsub box {\nstart i\nuser u\nuser v\nend ie\ni -> u -> v -> ie\n}\nuser z\nend e\n"
    "s -> a -> box -> z -> e";

TEST(Modify, MovesATokenToAnotherElement) {
  Case c(two);
  c.start();
  c.accept(modify({cancel("a"), before("b")}));
  EXPECT_EQ(text(c.open()), "task b");
  c.complete("b");
  EXPECT_TRUE(c.ended());
}

TEST(Modify, BeginsBehindAnElementAndOnAFlow) {
  Case c(two);
  c.start();
  c.accept(modify({after("a"), {.kind = InstructionKind::TakeFlow, .element = "s>a"}}));
  EXPECT_EQ(text(c.open()), "task a task b task a");
}

TEST(Modify, BeginsInsideASubProcessWithoutItsStart) {
  Case c(nested);
  c.start();
  c.accept(modify({cancel("a"), before("v")}));
  EXPECT_EQ(text(c.open()), "task v");
  c.complete("v");
  EXPECT_EQ(text(c.open()), "task z");
}

TEST(Modify, UsesTheSubProcessThatIsOpen) {
  Case c(nested);
  c.start();
  c.complete("a");
  c.accept(modify({before("v")}));
  EXPECT_EQ(text(c.open()), "task u task v");
  c.complete("u");
  c.complete("v");
  c.complete("v");
  EXPECT_EQ(text(c.open()), "task z");
}

TEST(Modify, ASubProcessThatIsLeftEmptyEndsWithoutGoingOn) {
  Case c(nested);
  c.start();
  c.complete("a");
  c.accept(modify({cancel("u"), before("z")}));
  EXPECT_EQ(text(c.open()), "task z");
  EXPECT_EQ(text(c.terminated()), "u box");
}

TEST(Modify, AnInstanceThatIsLeftEmptyIsCancelled) {
  Case c(nested);
  c.start();
  c.complete("a");
  c.accept(modify({cancel("u")}));
  EXPECT_EQ(c.status(), state::Status::Cancelled);
  EXPECT_EQ(c.events<event::InstanceCancelled>().at(0).reason, "by hand");
}

TEST(Modify, BeforeAJoinIsATokenOnAFreeFlow) {
  Case c("start s\nand f\nuser a\nuser b\nand j\nuser z\nend e\ns -> f -> a -> j -> z -> e\nf -> b -> j");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task b");
  c.accept(modify({cancel("b"), before("j")}));
  EXPECT_EQ(text(c.open()), "task z");
}

TEST(Modify, BringsVariablesAlong) {
  Case c(two);
  c.start();
  Instruction begin = before("b");
  begin.variables = variables("{x: 1}");
  begin.local_variables = variables("{y: 2}");
  c.accept(modify({begin}));
  EXPECT_EQ(c.variable("x"), Value(1));
  EXPECT_EQ(*state::find(c.state.scope(ScopeId{1})->tokens.back().locals, "y"), Value(2));
}

TEST(Modify, IsRefusedAsAWholeAndNamesTheInstruction) {
  Case c(two);
  c.start();
  const Rejection r = c.refused(modify({cancel("a"), before("nowhere")}), RejectionCode::InvalidInput);
  EXPECT_EQ(r.faults.at(0).pointer, "/instructions/1");
  EXPECT_EQ(text(c.open()), "task a");
  c.refused(modify({after("e")}), RejectionCode::InvalidInput);
  c.refused(modify({before("p")}), RejectionCode::InvalidInput);
  c.refused(modify({{.kind = InstructionKind::Cancel, .token = TokenId{99}}}), RejectionCode::InvalidInput);
}

TEST(Modify, AsksWhichOfSeveralScopesIsMeant) {
  Case c("start s\nsub box times=2 {\nstart i\nuser u\nuser v\nend ie\ni -> u -> v -> ie\n}\nend e\ns -> box -> e");
  c.start();
  c.refused(modify({before("v")}), RejectionCode::InvalidInput);
  Instruction begin = before("v");
  for (const auto& [id, scope] : c.state.scopes())
    if (scope.kind == state::ScopeKind::SubProcess) begin.scope = id;
  c.accept(modify({begin}));
  EXPECT_EQ(text(c.open()), "task u task u task v");
}

TEST(Modify, CancelsOneIterationAndTheOthersGoOn) {
  Case c("start s\nuser u times=2\nend e\ns -> u -> e");
  c.start();
  Instruction one{.kind = InstructionKind::Cancel};
  for (const auto& [id, scope] : c.state.scopes())
    if (scope.kind == state::ScopeKind::Iteration) one.token = scope.tokens.front().id;
  c.accept(modify({one}));
  EXPECT_EQ(text(c.open()), "task u");
  c.complete("u");
  EXPECT_TRUE(c.ended());
}

}  // namespace
}  // namespace bihuan::testing
