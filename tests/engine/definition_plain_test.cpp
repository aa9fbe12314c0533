// Rules of plain elements: each thing that stands before or after an element's own rule takes the mark away, so that no
// step passes it over.
#include <gtest/gtest.h>

#include <functional>
#include <ostream>

#include "definition_models.h"

namespace bihuan::definition {
namespace {

using models::compiled;
using models::feel;
using models::Model;
using models::text;

const Element& at(const Definition& d, std::string_view id) {
  return d.at(d.find(id));
}

TEST(PlainElements, WithoutAnythingBesideTheirOwnRuleBeginAndLeavePlainly) {
  const auto d = compiled(Model({"s > t1 > u1 > + > t2 > e", "+ > t3 > e"}));
  for (const char* id : {"s", "t1", "u1", "+", "t2", "e"}) {
    EXPECT_TRUE(at(*d, id).begins_plainly) << id;
    EXPECT_TRUE(at(*d, id).leaves_plainly) << id;
  }
}

TEST(PlainElements, InputsAndDataBelongToTheOwnRule) {
  Model model({"s > t1 > e"});
  model.element("t1").inputs = {{feel("1"), "x", {}}};
  model.element("t1").data = {{.name = "y"}};
  EXPECT_TRUE(at(*compiled(model), "t1").begins_plainly);
  EXPECT_TRUE(at(*compiled(model), "t1").leaves_plainly);
}

struct Mark {
  const char* what;
  bool begins, leaves;  ///< still plainly
  std::function<void(Model&, ElementModel&)> make;
  friend std::ostream& operator<<(std::ostream& out, const Mark& mark) { return out << mark.what; }
};

class PlainElement : public testing::TestWithParam<Mark> {};

TEST_P(PlainElement, IsNoLongerPlainWith) {
  Model model({"s > t1 > e", "t1 > t2 > e"});
  GetParam().make(model, model.element("t1"));
  const auto d = compiled(model);
  EXPECT_EQ(at(*d, "t1").begins_plainly, GetParam().begins);
  EXPECT_EQ(at(*d, "t1").leaves_plainly, GetParam().leaves);
  EXPECT_TRUE(at(*d, "t2").begins_plainly && at(*d, "t2").leaves_plainly) << "its neighbour";
}

const Mark marks[] = {
    {"a listener", false, false,
     [](Model&, ElementModel& e) {
       e.listeners = {{ListenerMoment::End, feel("1"), {}}};
     }},
    {"asyncBefore", false, false, [](Model&, ElementModel& e) { e.async.before = true; }},
    {"asyncAfter", false, false, [](Model&, ElementModel& e) { e.async.after = true; }},
    {"a loop", false, false, [](Model&, ElementModel& e) { e.loop.emplace().maximum = text("2"); }},
    {"several instances", false, false,
     [](Model&, ElementModel& e) { e.multi_instance.emplace().cardinality = text("2"); }},
    {"a skip condition", false, true, [](Model&, ElementModel& e) { e.skip = feel("true"); }},
    {"a start quantity", false, true, [](Model&, ElementModel& e) { e.start_quantity = 2; }},
    {"outputs", true, false,
     [](Model&, ElementModel& e) {
       e.outputs = {{feel("1"), "x", {}}};
     }},
    {"what a called process gives back", true, false,
     [](Model&, ElementModel& e) {
       e.kind = ElementKind::CallActivity;
       e.call.process = text("called");
       e.call.out = {{feel("1"), "x", {}}};
     }},
    {"a condition", true, false, [](Model& m, ElementModel&) { m.process.flows[1].condition = feel("go"); }},
    {"a default flow", true, false,
     [](Model& m, ElementModel& e) {
       m.process.flows[1].condition = feel("go");
       e.default_flow = "t1-t2";
     }},
    {"a choice", true, false,
     [](Model& m, ElementModel& e) {
       e.kind = ElementKind::ExclusiveGateway;
       m.process.flows[1].condition = feel("go");
     }},
    {"something to compensate", true, false,
     [](Model& m, ElementModel&) {
       m.boundary("d1", "t1").element("d1").events = {{.kind = EventKind::Compensation}};
       m.element("t9").for_compensation = true;
       m.element("d1").compensation_handler = "t9";
     }},
};

INSTANTIATE_TEST_SUITE_P(Marks, PlainElement, testing::ValuesIn(marks));

TEST(PlainElements, InAnAdHocSubProcessDoNotLeavePlainly) {
  Model model({"s > b1 > e"});
  model.add("t1 > t2", "b1").element("b1").kind = ElementKind::AdHocSubProcess;
  const auto d = compiled(model);
  EXPECT_TRUE(at(*d, "t1").begins_plainly);
  EXPECT_FALSE(at(*d, "t1").leaves_plainly);
}

TEST(PlainElements, ThatTerminateDoNotLeavePlainly) {
  const auto d = compiled(Model({"s > !1"}));
  EXPECT_FALSE(at(*d, "!1").leaves_plainly);
}

}  // namespace
}  // namespace bihuan::definition
