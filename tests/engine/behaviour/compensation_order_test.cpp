// The order of compensation on random processes: tasks, sub-processes (multiplied, with and without a handler of their
// own) and parallel branches in each other, finished in random order. What must be undone is read from the journal:
// what completed, in the scopes in which it completed, and nothing of the engine's own book-keeping.
#include <algorithm>
#include <map>
#include <random>

#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  std::string process() {
    const Ends block = sequence(3);
    return "start begin\n" + text_ + "throw t compensate\nbegin -> " + block.first + "\n" + block.last + " -> t\n";
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  struct Ends {
    std::string first, last;
  };

  std::string name(const char* prefix) { return prefix + std::to_string(++count_); }

  Ends sequence(int depth) {
    Ends all = block(depth);
    for (std::size_t more = below(3); more > 0; --more) {
      const Ends next = block(depth);
      text_ += all.last + " -> " + next.first + "\n";
      all.last = next.last;
    }
    return all;
  }

  Ends block(int depth) {
    const std::size_t drawn = depth == 0 ? 0 : below(10);
    if (drawn < 5) return task();
    if (drawn < 8) return sub_process(depth);
    return branches(depth);
  }

  Ends task() {
    const std::string id = name("a");
    const bool undone = below(5) != 0;
    text_ += "user " + id + (undone ? " undo=un_" + id : "") + (below(4) == 0 ? " times=2" : "") + "\n";
    if (undone) text_ += "task un_" + id + " handler\n";
    return {id, id};
  }

  Ends sub_process(int depth) {
    const std::string id = name("s");
    const bool undone = below(4) == 0;
    const char* const many[] = {"", "", " times=2", " times=3 sequential"};
    text_ += "sub " + id + (undone ? " undo=un_" + id : "") + many[below(4)] + " {\nstart " + id + "_s\n";
    const Ends inside = sequence(depth - 1);
    text_ += id + "_s -> " + inside.first + "\n}\n";
    if (undone) text_ += "task un_" + id + " handler\n";
    return {id, id};
  }

  Ends branches(int depth) {
    const std::string split = name("g"), join = name("g");
    text_ += "and " + split + "\nand " + join + "\n";
    for (int branch = 0; branch < 2; ++branch) {
      const Ends inside = sequence(depth - 1);
      text_ += split + " -> " + inside.first + "\n" + inside.last + " -> " + join + "\n";
    }
    return {split, join};
  }

  std::mt19937 random_;
  std::string text_;
  int count_ = 0;
};

/// Reads the journal: what is left to be undone, by scope, in order of completion.
class Oracle {
 public:
  explicit Oracle(const definition::Definition& definition) : definition_(definition) {}

  std::string expected(const std::vector<Event>& journal) {
    for (const Event& event : journal) {
      if (const auto* opened = std::get_if<event::ScopeOpened>(&event)) open_[opened->scope] = *opened;
      if (const auto* done = std::get_if<event::ElementCompleted>(&event)) completed(*done);
      if (const auto* closed = std::get_if<event::ScopeClosed>(&event)) close(closed->scope);
      if (std::holds_alternative<event::CompensationThrown>(event)) break;
    }
    std::string all;
    const std::vector<std::string>& done = done_[ScopeId{1}];
    for (auto one = done.rbegin(); one != done.rend(); ++one) all += " un_" + *one;
    return all;
  }

 private:
  void completed(const event::ElementCompleted& done) {
    const definition::Element& element = definition_.at(done.element);
    const bool whole = element.multi_instance && open_[done.scope].kind != state::ScopeKind::Iteration;
    if (element.kind == definition::ElementKind::UserTask && element.compensation_handler && !whole)
      done_[done.scope].push_back(element.id);
  }

  /// A scope without a handler leaves what was done in it, one with a handler itself.
  void close(ScopeId id) {
    const event::ScopeOpened& scope = open_[id];
    const definition::Element& element = definition_.at(scope.element);
    std::vector<std::string> done = std::move(done_[id]);
    if (scope.kind == state::ScopeKind::SubProcess && element.compensation_handler) done = {element.id};
    std::vector<std::string>& around = done_[scope.parent];
    around.insert(around.end(), done.begin(), done.end());
  }

  const definition::Definition& definition_;
  std::map<ScopeId, event::ScopeOpened> open_;
  std::map<ScopeId, std::vector<std::string>> done_;
};

std::string undone(const Case& c) {
  std::string all;
  for (const std::string& id : c.completed())
    if (id.starts_with("un_")) all += " " + id;
  return all;
}

/// How many handlers ran.
std::size_t run_one(std::uint32_t seed) {
  Maker maker(seed);
  const std::string process = maker.process();
  Case c(process);
  c.start();
  for (int most = 300; most > 0 && !c.ended(); --most) {
    std::vector<WorkId> open;
    for (const auto& [id, scope] : c.state.scopes())
      for (const state::Work& work : scope.work) open.push_back(work.id);
    if (open.empty()) break;
    c.accept(command::CompleteTask{open[maker.below(open.size())], {}, "", {}, {}, {}});
  }
  EXPECT_TRUE(c.ended()) << process;
  EXPECT_EQ(undone(c), Oracle(*c.definition).expected(c.journal)) << "seed " << seed << "\n" << process;
  const std::string all = undone(c);
  return static_cast<std::size_t>(std::count(all.begin(), all.end(), ' '));
}

TEST(CompensationOrder, OfRandomProcessesIsTheReverseOfCompletion) {
  std::size_t handlers = 0;
  for (std::uint32_t seed = 1; seed <= 200 && !HasFailure(); ++seed) handlers += run_one(seed);
  EXPECT_GT(handlers, 1'000u);
}

}  // namespace
}  // namespace bihuan::testing
