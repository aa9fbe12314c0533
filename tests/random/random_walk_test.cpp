// Rules that hold in every random process under every random list of commands (walk.h), and that enough is reached.
#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <set>

#include "tests/random/walk.h"
#include "tests/reference/bpmn_text.h"
#include "tests/reference/comparison.h"
#include "tests/reference/lane.h"
#include "tests/reference/shrink.h"

namespace bihuan::random {
namespace {

using definition::ElementKind;
using definition::EventKind;
using definition::ProcessModel;

const std::set<Dish> everything{Dish::Service,       Dish::Receive,   Dish::Catch,           Dish::Throw,
                                Dish::SubProcess,    Dish::Boundary,  Dish::EventSubProcess, Dish::EventGateway,
                                Dish::MultiInstance, Dish::Terminate, Dish::ErrorEnd,        Dish::ConditionalFlow,
                                Dish::NoWayOut,      Dish::Loop,      Dish::Mismatched,      Dish::Send,
                                Dish::Call,          Dish::Complex,   Dish::StandardLoop,    Dish::Quantity,
                                Dish::AdHoc,         Dish::Link,      Dish::Conditional,     Dish::Compensation,
                                Dish::Transaction,   Dish::Several};

std::string fault_of(const ProcessModel& model, unsigned seed, bool blocks) {
  std::string why;
  const definition::DefinitionPtr definition = reference::compiled(model, why);
  return definition == nullptr ? std::string() : Walk(definition, seed, blocks).run().fault;
}

/// The first words of a fault: what a smaller process must show too, to be the same fault.
std::string kind_of(const std::string& fault) {
  return fault.substr(0, 24);
}

void report(const ProcessModel& model, unsigned seed, bool blocks, const std::string& fault) {
  const reference::Shows shows = [&](const reference::Found& less) {
    return kind_of(fault_of(less.model, seed, blocks)) == kind_of(fault);
  };
  const ProcessModel small = reference::smallest({model, {{}}}, shows).model;
  std::string why;
  const Walked walked = Walk(reference::compiled(small, why), seed, blocks).run();
  std::string text = walked.fault + "\n" + reference::bpmn_text(small);
  for (const std::string& command : walked.commands) text += "> " + command + "\n";
  ADD_FAILURE() << text << "walk seed " << seed;
}

void print(const Reached& reached, std::size_t distinct, std::size_t steps, unsigned seed) {
  static const char* const words[] = {"completed",      "cancelled",  "deadlocked",
                                      "error uncaught", "goes round", "endless"};
  std::printf("%zu distinct pairs, %zu steps; seed %u;", distinct, steps, seed);
  for (const auto& [ending, count] : reached.endings)
    std::printf(" %s %zu", words[static_cast<std::size_t>(ending)], count);
  std::printf("\n");
}

/// Walks through so many distinct pairs of a process and a list of commands. Stops at the first fault.
Reached walk(const Menu& menu, std::size_t pairs) {
  const unsigned seed = reference::lane::seed();
  Random random(seed);
  Reached reached;
  std::set<std::size_t> seen;
  std::size_t steps = 0;
  const bool blocks = !menu.has(Dish::Crossing);
  while (seen.size() < pairs) {
    const ProcessModel model = process(menu, random);
    std::string why;
    const definition::DefinitionPtr definition = reference::compiled(model, why);
    if (definition == nullptr) {
      ADD_FAILURE() << why << reference::bpmn_text(model);
      break;
    }
    const std::string text = reference::bpmn_text(model);
    for (int i = 0; i < 3; ++i) {
      const unsigned own_seed = random();
      const Walked walked = Walk(definition, own_seed, blocks, &reached).run();
      steps += walked.steps;
      std::string pair = text;
      for (const std::string& command : walked.commands) pair += command + "\n";
      seen.insert(std::hash<std::string>{}(pair));
      if (walked.fault.empty()) continue;
      report(model, own_seed, blocks, walked.fault);
      print(reached, seen.size(), steps, seed);
      return reached;
    }
  }
  print(reached, seen.size(), steps, seed);
  return reached;
}

}  // namespace

TEST(RandomWalks, KeepEveryRuleAndCanFinishOrSayWhyNot) {
  const Menu menu{.dishes = everything};
  const Reached reached = walk(menu, static_cast<std::size_t>(reference::lane::times(20'000)));
  if (HasFailure()) return;
  for (const ElementKind kind : {ElementKind::UserTask, ElementKind::ServiceTask, ElementKind::SubProcess,
                                 ElementKind::CallActivity, ElementKind::ExclusiveGateway, ElementKind::ParallelGateway,
                                 ElementKind::InclusiveGateway, ElementKind::EventBasedGateway, ElementKind::EndEvent})
    EXPECT_TRUE(reached.completed.contains({kind, EventKind::None})) << static_cast<int>(kind);
  EXPECT_TRUE(reached.completed.contains({ElementKind::ReceiveTask, EventKind::Message}));
  for (const EventKind event :
       {EventKind::Message, EventKind::Timer, EventKind::Signal, EventKind::Error, EventKind::Escalation}) {
    EXPECT_TRUE(reached.completed.contains({ElementKind::BoundaryEvent, event})) << static_cast<int>(event);
    EXPECT_TRUE(reached.completed.contains({ElementKind::StartEvent, event})) << static_cast<int>(event);
  }
  EXPECT_GT(reached.endings.at(Ending::Completed), static_cast<std::size_t>(reference::lane::times(10'000)));
}

TEST(RandomWalks, KeepEveryRuleWhereFlowsCross) {
  Menu menu{.dishes = everything};
  menu.dishes.insert(Dish::Crossing);
  walk(menu, static_cast<std::size_t>(reference::lane::times(1'000)));
}

}  // namespace bihuan::random
