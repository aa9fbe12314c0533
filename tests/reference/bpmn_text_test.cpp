// Rules of the tools of the comparison: what is written is read back, and what is shrunk is small.
#include "tests/reference/bpmn_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/definitions/bpmn_reader.h"
#include "tests/random/process.h"
#include "tests/reference/comparison.h"
#include "tests/reference/shrink.h"

namespace bihuan::reference {
namespace {

using random::Dish;

const random::Menu menu{.dishes = {Dish::Service, Dish::Receive, Dish::Catch, Dish::Throw, Dish::SubProcess,
                                   Dish::Boundary, Dish::EventSubProcess, Dish::EventGateway, Dish::MultiInstance,
                                   Dish::Terminate, Dish::ErrorEnd, Dish::ConditionalFlow, Dish::Loop}};

ProcessModel read_back(const ProcessModel& model) {
  const auto read = definitions::read_bpmn(bpmn_text(model), "written.bpmn");
  if (read) return read->processes.front();
  ADD_FAILURE() << read.error().front().message_en << "\n" << bpmn_text(model);
  return model;
}

/// Starts and completes the oldest wait, again and again; what can be seen at the end, told by the ids.
std::string behaviour(const ProcessModel& model) {
  std::string why, told;
  const auto definition = compiled(model, why);
  if (definition == nullptr) return why;
  Engine engine(model, definition);
  engine.act({Act::Kind::Start, {}, 0, {}, {{"c1", 1}, {"c2", 0}, {"c3", 2}, {"c4", 3}}});
  for (int i = 0; i < 12; ++i)
    for (const ElementModel& e : model.elements)
      if (engine.act({Act::Kind::Complete, e.id, 0, {}, {}})) break;
  for (std::size_t i = 0; i < model.flows.size(); ++i)
    told += model.flows[i].id + "=" + std::to_string(engine.look().taken[i]) + " ";
  return told;
}

}  // namespace

TEST(BpmnText, IsReadBackToTheSameBehaviour) {
  random::Random random(7);
  for (int i = 0; i < 200; ++i) {
    const ProcessModel model = random::process(menu, random);
    ProcessModel again = read_back(model);
    // The order of elements and flows in the file is by scope; flows are compared in one order.
    std::ranges::sort(again.flows, {}, [&](const FlowModel& f) {
      return std::ranges::find(model.flows, f.id, &FlowModel::id) - model.flows.begin();
    });
    std::ranges::sort(again.elements, {}, [&](const ElementModel& e) {
      return std::ranges::find(model.elements, e.id, &ElementModel::id) - model.elements.begin();
    });
    ASSERT_EQ(again.elements.size(), model.elements.size()) << bpmn_text(model);
    ASSERT_EQ(behaviour(again), behaviour(model)) << bpmn_text(model);
  }
}

TEST(Shrink, LeavesOnlyWhatShowsTheFault) {
  random::Random random(11);
  const Shows joins = [](const Found& found) {
    return std::ranges::any_of(found.model.elements, [&](const ElementModel& e) {
      return e.kind == ElementKind::InclusiveGateway &&
             std::ranges::count(found.model.flows, e.id, &FlowModel::target) == 2;
    });
  };
  int shrunk = 0;
  while (shrunk < 5) {
    const Found found{random::process(menu, random),
                      {{Act::Kind::Start, {}, 0, {}, {}}, {Act::Kind::Retry, "x", 0, {}, {}}}};
    if (!joins(found)) continue;
    const Found small = smallest(found, joins);
    EXPECT_LE(small.model.elements.size(), 4u) << told(small);
    EXPECT_EQ(small.model.flows.size(), 2u) << told(small);
    EXPECT_EQ(small.acts.size(), 1u);
    ++shrunk;
  }
}

}  // namespace bihuan::reference
