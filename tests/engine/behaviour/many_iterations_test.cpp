// Rules of multi-instance activities with very many iterations: slices and pages.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

using state::ScopeKind;

/// The work by which the next slice begins; none when all have begun.
WorkId next_slice(const state::State& state) {
  for (const auto& [id, scope] : state.scopes())
    for (const state::Work& work : scope.work)
      if (std::holds_alternative<state::Continuation>(work.detail)) return work.id;
  return {};
}

/// A case that is too large for the fixture's replay after every step.
struct Large {
  explicit Large(const std::string& process) : c(process) {}
  Outcome run(const Command& command) {
    const Result result = step(*c.definition, c.state, command, c.context);
    EXPECT_TRUE(result.has_value());
    c.state.keep();
    return result ? *result : Outcome{};
  }
  Outcome start(const std::string& feel = "{}") {
    return run(command::StartInstance{InstanceId{1}, {}, {}, {}, variables(feel), {}});
  }
  std::size_t count(ScopeKind kind) const {
    std::size_t found = 0;
    for (const auto& [id, scope] : c.state.scopes()) found += scope.kind == kind ? 1 : 0;
    return found;
  }
  ScopeId body() const {
    for (const auto& [id, scope] : c.state.scopes())
      if (scope.kind == ScopeKind::MultiInstance) return id;
    return {};
  }
  std::size_t changed_by(const Command& command) {
    const Result result = step(*c.definition, c.state, command, c.context);
    EXPECT_TRUE(result.has_value());
    std::size_t scopes = c.state.changed().size();
    c.state.keep();
    return scopes;
  }
  Case c;
};

TEST(ManyIterations, BeginInSlices) {
  Large many("start s\nuser a times=2500\nend e\ns -> a -> e");
  many.start();
  EXPECT_EQ(many.count(ScopeKind::Iteration), 1000u);
  many.run(command::RunContinuation{next_slice(many.c.state)});
  EXPECT_EQ(many.count(ScopeKind::Iteration), 2000u);
  EXPECT_TRUE(broken_invariants(*many.c.definition, many.c.state).empty());
  many.run(command::RunContinuation{next_slice(many.c.state)});
  EXPECT_EQ(many.count(ScopeKind::Iteration), 2500u);
  EXPECT_FALSE(next_slice(many.c.state));
}

TEST(ManyIterations, AThousandNeedNoSecondSlice) {
  Large many("start s\nuser a times=1000\nend e\ns -> a -> e");
  many.start();
  EXPECT_EQ(many.count(ScopeKind::Iteration), 1000u);
  EXPECT_FALSE(next_slice(many.c.state));
}

TEST(ManyIterations, ThatRunByThemselvesGoOnInSlicesToo) {
  for (const char* order : {"", " sequential"}) {
    Large many(std::string("start s\ntask a times=2500") + order + "\nend e\ns -> a -> e");
    many.start();
    many.run(command::RunContinuation{next_slice(many.c.state)});
    EXPECT_FALSE(many.c.ended()) << order;
    many.run(command::RunContinuation{next_slice(many.c.state)});
    EXPECT_TRUE(many.c.ended()) << order;
  }
}

TEST(ManyIterations, CanBeCancelledInTheMiddle) {
  Large many("start s\nuser a each==items as=item\nboundary t on=a timer=PT1H\nend e\nend l\ns -> a -> e\nt -> l");
  many.start("{items: for i in 1..3000 return i}");
  many.c.context.now.us += 3600 * us_per_second;
  many.run(command::FireTimer{many.c.work("t")});
  EXPECT_TRUE(many.c.ended());
  EXPECT_TRUE(many.c.state.scopes().empty());
}

TEST(ManyIterations, ACompletionConditionMayEndThemBeforeAllHaveBegun) {
  Large many("start s\nuser a times=3000 until=\"numberOfCompletedInstances = 1\"\nend e\ns -> a -> e");
  many.start();
  many.run(command::CompleteTask{many.c.work("a", 1), {}, {}, {}, {}, {}});  // 0 is the next slice
  EXPECT_TRUE(many.c.ended());
}

TEST(ManyIterations, KeepTheirItemsAndResultsInPages) {
  Large many("start s\nuser a each==items as=item person=ann collect=all of==item*2\nend e\ns -> a -> e");
  many.start("{items: for i in 1..200 return i}");
  EXPECT_EQ(many.count(ScopeKind::Page), 17u);  // of twelve
  EXPECT_TRUE(many.c.state.scope(many.body())->multi_instance->items.empty());
  EXPECT_TRUE(broken_invariants(*many.c.definition, many.c.state).empty());
  // The iteration, the body, and one page: not the whole list.
  EXPECT_EQ(many.changed_by(command::CompleteTask{many.c.work("a", 150), {}, {}, {}, {}, {}}), 3u);
  for (int i = 0; i < 198; ++i) many.run(command::CompleteTask{many.c.work("a"), {}, {}, {}, {}, {}});
  const Outcome last = many.run(command::CompleteTask{many.c.work("a"), {}, {}, {}, {}, {}});
  EXPECT_TRUE(many.c.ended());
  const auto is_result = [](const Event& one) {
    const auto* set = std::get_if<event::VariablesSet>(&one);
    return set != nullptr && set->variables == variables("{all: for i in 1..200 return i * 2}");
  };
  EXPECT_EQ(std::count_if(last.events.begin(), last.events.end(), is_result), 1);
}

TEST(ManyIterations, OfTwelveNeedNoPages) {
  Large many("start s\nuser a each==items as=item\nend e\ns -> a -> e");
  many.start("{items: for i in 1..12 return i}");
  EXPECT_EQ(many.count(ScopeKind::Page), 0u);
}

TEST(ManyIterations, InPagesReplayAndComeBackFromTheStore) {
  Case c(
      "start s\nuser a each==items as=item collect=all of==item sequential until=\"loopCounter = 2\"\nend e\ns -> a -> "
      "e");
  c.start("{items: for i in 1..70 return i}");
  c.complete("a");
  c.accept(command::AddIterations{[&] {
                                    for (const auto& [id, scope] : c.state.scopes())
                                      if (scope.kind == ScopeKind::MultiInstance) return id;
                                    return ScopeId{};
                                  }(),
                                  std::vector<Value>(100, Value("x"))});
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("all").list()->size(), 170u);
  EXPECT_EQ(c.variable("all").list()->at(1), Value(2));
}

}  // namespace
}  // namespace bihuan::testing
