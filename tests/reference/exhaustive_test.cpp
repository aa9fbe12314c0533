// Rules that hold on all small graphs: the engine and the reference interpreter agree.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/reference/comparison.h"
#include "tests/reference/graphs.h"
#include "tests/reference/lane.h"
#include "tests/reference/tally.h"

namespace bihuan::reference {
namespace {

using Random = std::minstd_rand;

const std::vector<ElementKind> gateways{ElementKind::ExclusiveGateway, ElementKind::ParallelGateway,
                                        ElementKind::InclusiveGateway};
const std::vector<ElementKind> gateways_and_task{ElementKind::ExclusiveGateway, ElementKind::ParallelGateway,
                                                 ElementKind::InclusiveGateway, ElementKind::UserTask};

const std::vector<ElementKind> gateways_and_complex{ElementKind::ExclusiveGateway, ElementKind::ParallelGateway,
                                                    ElementKind::InclusiveGateway, ElementKind::ComplexGateway};

Numbers drawn(const Numbers& most, Random& random) {
  Numbers values;
  for (const auto& [name, count] : most) values[name] = 1 + static_cast<int>(random() % static_cast<unsigned>(count));
  return values;
}

/// Starts with these values, then completes what the interpreter waits for, in an order drawn.
std::vector<Act> a_run(const ProcessModel& model, const Numbers& most, Random& random, std::size_t longest) {
  std::vector<Act> acts{{Act::Kind::Start, {}, 0, {}, drawn(most, random)}};
  Interpreter reference(model);
  reference.act(acts.front());
  while (!reference.diverged() && !reference.waits().empty() && acts.size() < longest) {
    const Wait& wait = reference.waits()[random() % reference.waits().size()];
    acts.push_back({Act::Kind::Complete, wait.element->id, 0, {}, drawn(most, random)});
    reference.act(acts.back());
  }
  return acts;
}

bool random_runs(const ProcessModel& model, Random& random, int count, Tally& tally) {
  std::string why;
  const definition::DefinitionPtr definition = compiled(model, why);
  if (definition == nullptr) {
    ADD_FAILURE() << why << told(Found{model, {}});
    return false;
  }
  ++tally.graphs;
  const Numbers most = choices(model);
  for (int i = 0; i < count; ++i)
    if (!tally.add(model, definition, a_run(model, most, random, 9))) return false;
  return true;
}

/// Every order of completions, up to so many commands, the values of the choices given.
bool all_orders(const ProcessModel& model, const definition::DefinitionPtr& definition, const Numbers& values,
                Tally& tally) {
  std::vector<std::vector<Act>> open{{{Act::Kind::Start, {}, 0, {}, values}}};
  while (!open.empty()) {
    const std::vector<Act> acts = std::move(open.back());
    open.pop_back();
    Interpreter reference(model);
    for (const Act& act : acts) reference.act(act);
    if (reference.diverged()) {
      ++tally.endless;
      continue;
    }
    std::vector<std::string> waiting;
    for (const Wait& wait : reference.waits())
      if (std::ranges::find(waiting, wait.element->id) == waiting.end()) waiting.push_back(wait.element->id);
    if (waiting.empty() || acts.size() > 5) {
      if (!tally.add(model, definition, acts)) return false;
      continue;
    }
    for (const std::string& element : waiting) {
      open.push_back(acts);
      open.back().push_back({Act::Kind::Complete, element, 0, {}, {}});
    }
  }
  return true;
}

/// Every combination of values of the choices.
std::vector<Numbers> all_values(const Numbers& most) {
  std::vector<Numbers> all{{}};
  for (const auto& [name, count] : most) {
    std::vector<Numbers> more;
    for (const Numbers& one : all)
      for (int value = 1; value <= count; ++value) {
        more.push_back(one);
        more.back()[name] = value;
      }
    all = std::move(more);
  }
  return all;
}

void compare_random_runs(int nodes, int degree, const std::vector<ElementKind>& kinds, int runs) {
  const unsigned seed = lane::seed();
  Random random(seed);
  Tally tally;
  for (const Shape& shape : shapes(nodes, degree))
    for (const auto& chosen : kinds_of(shape, kinds))
      if (!random_runs(process_of(shape, chosen), random, runs, tally)) return tally.report(seed);
  tally.report(seed);
}

void all_orders_of_all(int most_nodes, int degree, const std::vector<ElementKind>& kinds) {
  Tally tally;
  for (int nodes = 1; nodes <= most_nodes; ++nodes)
    for (const Shape& shape : shapes(nodes, degree))
      for (const auto& chosen : kinds_of(shape, kinds)) {
        const ProcessModel model = process_of(shape, chosen);
        std::string why;
        const definition::DefinitionPtr definition = compiled(model, why);
        ASSERT_NE(definition, nullptr) << why;
        ++tally.graphs;
        for (const Numbers& values : all_values(choices(model)))
          if (!all_orders(model, definition, values, tally)) return;
      }
  tally.report(0);
}

}  // namespace

TEST(AllGraphs, OfUpToThreeNodesAgreeInEveryOrderAndWithEveryChoice) {
  all_orders_of_all(3, 3, gateways_and_task);
}

TEST(AllGraphs, WithComplexGatewaysAgreeInEveryOrderAndWithEveryChoice) {
  all_orders_of_all(3, 2, gateways_and_complex);
}

TEST(AllGraphs, OfFourNodesAgree) {
  compare_random_runs(4, 2, gateways_and_task, lane::times(2));
}

TEST(AllGraphs, OfFiveNodesAgree) {
  compare_random_runs(5, 2, gateways, lane::times(1));
}

}  // namespace bihuan::reference
