// Rules that hold on random processes, larger than the small graphs and with scopes, events and repetitions: the engine
// and the reference interpreter agree.
#include <gtest/gtest.h>

#include "tests/random/process.h"
#include "tests/reference/lane.h"
#include "tests/reference/tally.h"

namespace bihuan::reference {
namespace {

using random::Dish;
using random::Menu;
using random::Random;

/// What the interpreter knows.
const std::set<Dish> known{Dish::Service,       Dish::Receive,      Dish::Catch,           Dish::Throw,
                           Dish::SubProcess,    Dish::Boundary,     Dish::EventSubProcess, Dish::EventGateway,
                           Dish::MultiInstance, Dish::Terminate,    Dish::ErrorEnd,        Dish::ConditionalFlow,
                           Dish::NoWayOut,      Dish::Loop,         Dish::Mismatched,      Dish::Crossing,
                           Dish::Complex,       Dish::StandardLoop, Dish::Quantity,        Dish::Link};

Numbers drawn(const ProcessModel& model, Random& random) {
  Numbers values;
  for (const std::string& name : random::variables_of(model))
    values[name] = static_cast<int>(random() % (random::most_choice + 1));
  return values;
}

Act next_act(const Interpreter& reference, const ProcessModel& model, Random& random) {
  const auto troubled = reference.troubled();
  const bool retries = !troubled.empty() && (reference.waits().empty() || random() % 4 == 0);
  if (retries) return {Act::Kind::Retry, troubled[random() % troubled.size()]->id, 0, {}, drawn(model, random)};
  const Wait& wait = reference.waits()[random() % reference.waits().size()];
  const bool fails = wait.element->kind == ElementKind::ServiceTask && random() % 4 == 0;
  if (fails) return {Act::Kind::Error, wait.element->id, 0, "E" + std::to_string(1 + random() % 3), {}};
  const bool writes = event_of(*wait.element) != EventKind::Timer && !reference.is_repeated(wait);
  return {Act::Kind::Complete, wait.element->id, 0, {}, writes ? drawn(model, random) : Numbers{}};
}

std::vector<Act> a_run(const ProcessModel& model, Random& random, std::size_t longest) {
  std::vector<Act> acts{{Act::Kind::Start, {}, 0, {}, drawn(model, random)}};
  Interpreter reference(model);
  reference.act(acts.front());
  while (!reference.diverged() && acts.size() < longest &&
         !(reference.waits().empty() && reference.troubled().empty())) {
    acts.push_back(next_act(reference, model, random));
    reference.act(acts.back());
  }
  return acts;
}

void compare_random(const Menu& menu, int processes, int runs) {
  const unsigned seed = lane::seed();
  Random random(seed);
  Tally tally;
  for (int i = 0; i < processes; ++i) {
    const ProcessModel model = random::process(menu, random);
    std::string why;
    const definition::DefinitionPtr definition = compiled(model, why);
    if (definition == nullptr) {
      ADD_FAILURE() << why << told(Found{model, {}});
      return tally.report(seed);
    }
    ++tally.graphs;
    for (int run = 0; run < runs; ++run)
      if (!tally.add(model, definition, a_run(model, random, 24))) return tally.report(seed);
  }
  tally.report(seed);
}

}  // namespace

TEST(RandomProcesses, OfGatewaysAndTasksAgree) {
  compare_random({.dishes = {Dish::Loop, Dish::Mismatched, Dish::Crossing, Dish::NoWayOut, Dish::ConditionalFlow},
                  .blocks = 10,
                  .depth = 4,
                  .branches = 3},
                 lane::times(3000), 3);
}

TEST(RandomProcesses, OfEverythingTheInterpreterKnowsAgree) {
  compare_random({.dishes = known, .blocks = 12, .depth = 5, .branches = 3}, lane::times(6000), 3);
}

}  // namespace bihuan::reference
