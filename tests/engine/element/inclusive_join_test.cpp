// Rules of the inclusive join in less plain graphs (BPMN 2.0.2, 13.4.3): circles, links, scopes, ends from outside.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(InclusiveJoin, InACircleOfJoinsTheOldestTokenGoes) {
  const char* process =
      "start s\nand g\nuser a\nuser b\nor j1\nor j2\nuser x\nuser y\nend e\ns -> g\ng -> a -> j1\ng -> b -> j2\nj1 -> "
      "x\nx -> j2 if again\nx -> e if not(again)\nj2 -> y\ny -> j1 if again\ny -> e if not(again)";
  Case first(process), second(process);
  first.start("{again: false}");
  first.complete("a");
  EXPECT_EQ(text(first.open()), "task b") << "b can still come";
  first.complete("b");
  EXPECT_EQ(text(first.open()), "task x");
  second.start("{again: false}");
  second.complete("b");
  second.complete("a");
  EXPECT_EQ(text(second.open()), "task y");
  second.complete("y");
  EXPECT_EQ(text(second.open()), "task x");
  second.complete("x");
  EXPECT_TRUE(second.ended());
}

TEST(InclusiveJoin, ACircleWithATokenOutsideStillWaits) {
  Case c(
      "start s\nand g\nuser a\nuser b\nuser d\nor j1\nor j2\nuser x\nuser y\nend e\ns -> g\ng -> a -> j1\ng -> b -> "
      "j2\ng -> d -> j1\nj1 -> x\nx -> j2 if again\nx -> e if not(again)\nj2 -> y\ny -> j1 if again\ny -> e if "
      "not(again)");
  c.start("{again: false}");
  c.complete("a");
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task d");
  c.complete("d");
  EXPECT_EQ(text(c.open()), "task x");
}

TEST(InclusiveJoin, FollowsLinks) {
  Case c(
      "start s\nand g\nuser a\nuser b\nthrow t link=over\ncatch l link=over\nor j\nuser z\nend e\ns -> g\ng -> a -> "
      "j\ng -> b -> t\nl -> j\nj -> z -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task b");
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 1u);
}

TEST(InclusiveJoin, WaitsForATokenInAChildScope) {
  Case c(
      "start s\nand g\nuser a\nsub h {\nstart s2\nuser b\nend e2\n}\nor j\nuser z\nend e\ns2 -> b -> e2\ns -> g\ng -> "
      "a "
      "-> j\ng -> h -> j\nj -> z -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task b");
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 1u);
}

TEST(InclusiveJoin, InASubProcessKnowsNothingOfTheOutside) {
  Case c(
      "start s\nand g\nuser o\nsub h {\nstart s2\nor x\nuser a\nuser b\nor j\nuser z\nend e2\n}\nend e\ns2 -> x\nx -> "
      "a if n > 0\nx -> b if n > 1\na -> j\nb -> j\nj -> z -> e2\ns -> g\ng -> o -> e\ng -> h -> e");
  c.start("{n: 1}");
  c.complete("a");
  EXPECT_EQ(text(c.open()), "task o task z");
}

TEST(InclusiveJoin, WaitsForAMultiInstanceActivity) {
  Case c("start s\nand g\nuser a\nuser b times=2\nor j\nuser z\nend e\ns -> g\ng -> a -> j\ng -> b -> j\nj -> z -> e");
  c.start();
  c.complete("a");
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.complete("b");
  EXPECT_EQ(c.count_open("z"), 1u);
}

TEST(InclusiveJoin, GoesWhenAnEventBasedGatewayDecidedForAnotherPath) {
  Case c(
      "start s\nand g\nuser a\nevent v\ncatch m message=m\ncatch t timer=PT1H\nor j\nuser z\nend e\nend f\ns -> g\ng "
      "-> "
      "a -> j\ng -> v\nv -> m -> j\nv -> t -> f\nj -> z -> e");
  c.start();
  c.complete("a");
  EXPECT_EQ(c.count_open("z"), 0u);
  c.fire("t");
  EXPECT_EQ(c.count_open("z"), 1u);
}

TEST(InclusiveJoin, DoesNotWaitForAnEventSubProcess) {
  // It runs in a scope of its own.
  Case c(
      "start s\nor x\nuser a\nuser b\nor j\nuser z\nend e\neventsub h {\nstart s2 message=m noninterrupting\nuser "
      "w\nend "
      "e2\n}\ns2 -> w -> e2\ns -> x\nx -> a if n > 0\nx -> b if n > 1\na -> j\nb -> j\nj -> z -> e");
  c.start("{n: 1}");
  c.trigger("s2");
  c.complete("a");
  EXPECT_EQ(text(c.open()), "message s2 task w task z");
}

TEST(InclusiveJoin, IsReadyAgainForTheNextRoundOfALoop) {
  Case c(
      "start s\nxor m\nor x\nuser a\nuser b\nor j\nuser z\nend e\ns -> m -> x\nx -> a if n > 0\nx -> b if n > 1\na -> "
      "j\nb -> j\nj -> z\nz -> m if again\nz -> e default");
  c.start("{n: 2}");
  c.complete("b");
  c.complete("a");
  c.complete("z", "{again: true, n: 1}");
  EXPECT_EQ(text(c.open()), "task a");
  c.complete("a");
  c.complete("z", "{again: false}");
  EXPECT_TRUE(c.ended());
}

TEST(InclusiveJoin, InsideAnAdHocSubProcessLooksAgainToo) {
  Case c(
      "start s\nadhoc h until=\"false\" {\nuser a\nor x\nuser b\nuser d\nor j\nuser z\n}\nend e\na -> x\nx -> b if n > "
      "0\nx -> d if n > 1\nb -> j\nd -> j\nj -> z\ns -> h -> e");
  c.start("{n: 1}");
  ScopeId scope;
  for (const auto& [id, one] : c.state.scopes())
    if (one.kind == state::ScopeKind::SubProcess) scope = id;
  c.accept(command::StartAdHoc{scope, {"a"}, {}});
  c.complete("a");
  c.complete("b");
  EXPECT_EQ(text(c.open()), "task z");
}

}  // namespace
}  // namespace bihuan::testing
