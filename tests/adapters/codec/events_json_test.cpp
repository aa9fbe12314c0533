// Rules of the view for people.
#include "adapters/codec/events_json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "adapters/codec/json.h"
#include "random_records.h"

namespace bihuan::codec {
namespace {

definition::Definition three_elements() {
  definition::Definition d;
  for (const char* id : {"process", "start", "verify"}) {
    definition::Element e;
    e.id = id;
    d.elements.push_back(e);
  }
  definition::SequenceFlow flow;
  flow.id = "to-verify";
  d.flows.push_back(flow);
  return d;
}

TEST(EventsJson, ElementsAndFlowsHaveTheirIdsAndWorkItsReference) {
  const auto d = three_elements();
  const std::vector<Event> events = {event::FlowTaken{{1}, {3}, {0}}, event::TaskClaimed{{9}, "zhang"},
                                     event::TaskCompleted{{9}, {2}, "zhang", "属实", "", {{"f-1", "a.jpg"}}}};
  EXPECT_EQ(events_json(events, &d, {42}),
            R"([{"type":"FlowTaken","scope":"1","token":"3","flow":"to-verify"},)"
            R"({"type":"TaskClaimed","work":"42-9","assignee":"zhang"},)"
            R"({"type":"TaskCompleted","work":"42-9","element":"verify","by":"zhang","outcome":"属实","opinion":"",)"
            R"("attachments":[{"id":"f-1","fileName":"a.jpg"}]}])");
}

TEST(EventsJson, WithoutADefinitionNumbersStandForElements) {
  EXPECT_EQ(events_json({{Event(event::ElementCompleted{{1}, {3}, {2}})}}, nullptr),
            R"([{"type":"ElementCompleted","scope":"1","token":"3","element":2}])");
}

TEST(EventsJson, AnElementThatTheDefinitionLacksIsItsNumber) {
  const auto d = three_elements();
  EXPECT_EQ(event_json(event::ElementCompleted{{1}, {3}, {99}}, {.definition = &d}),
            R"({"type":"ElementCompleted","scope":"1","token":"3","element":99})");
}

TEST(EventsJson, MomentsAreRfc3339AndWhatIsNotSetIsLeftOut) {
  const event::InstanceStarted started{.instance = {42}, .definition = {7}, .at = Instant{1'790'557'200'000'000}};
  EXPECT_EQ(event_json(started), R"({"type":"InstanceStarted","instance":"42","definition":"7","businessKey":"",)"
                                 R"("title":"","initiator":"","at":"2026-09-28T01:00:00.000000Z"})");
}

TEST(EventsJson, VariablesAreAnObjectInTheirOrder) {
  EXPECT_EQ(variables_json({{"b", 1}, {"a", List{true, Value()}}}), R"({"b":1,"a":[true,null]})");
}

TEST(EventsJson, ScopesShowTheirWorkByKind) {
  const state::Scope scope{.id = {1}, .work = {{{9}, {3}, {2}, state::Subscription{.name = "m"}}}};
  EXPECT_NE(scope_json(scope).find(R"("detail":{"type":"Subscription","kind":"message","name":"m","key":""})"),
            std::string::npos);
}

RC_GTEST_PROP(EventsJson, EveryViewIsJson, ()) {
  const JsonLimits limits{.depth = 1000};
  const auto events = events_json(random::make<std::vector<Event>>(), nullptr);
  const auto command = command_json(random::make<Command>());
  const auto scope = scope_json(random::make<state::Scope>());
  const auto header = header_json(random::make<state::Header>());
  for (const std::string& text : {events, command, scope, header}) {
    const auto value = parse_json(text, limits);
    if (value) continue;
    // Random variables may share a name or be beyond the reader's numbers; nothing else may be wrong.
    const std::string& why = value.error().message;
    RC_ASSERT(why.find("twice") != std::string::npos || why.find("overflow") != std::string::npos);
  }
}

}  // namespace
}  // namespace bihuan::codec
