// Decides the content of loop characteristics (bpmn_loop.h).
#include "adapters/definitions/bpmn_loop.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "adapters/definitions/bpmn_events.h"
#include "adapters/definitions/bpmn_extensions.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/bpmn_unsupported.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

constexpr auto behaviors = std::to_array<std::pair<std::string_view, MultiInstanceBehavior>>({
    {"None", MultiInstanceBehavior::None},
    {"One", MultiInstanceBehavior::One},
    {"All", MultiInstanceBehavior::All},
    {"Complex", MultiInstanceBehavior::Complex},
});

MultiInstanceBehavior behavior_of(const Reading& reading, XmlNode loop, XmlNode activity) {
  const auto written = loop.find("behavior");
  if (!written) return MultiInstanceBehavior::All;
  for (const auto& [word, behavior] : behaviors)
    if (trimmed(*written) == word) return behavior;
  reading.findings().error(
      loop.where(), activity.get("id"), "bad-value",
      fmt::format("“{}”的 behavior 写的是“{}”，应是 None、One、All 或 Complex。", label_of(activity), *written),
      fmt::format("behavior of \"{}\" is \"{}\"; it should be None, One, All or Complex.", label_of(activity),
                  *written));
  return MultiInstanceBehavior::All;
}

/// The event of behavior One or None: a root definition named by an attribute.
std::optional<EventDefinitionModel> event_named(const Reading& reading, XmlNode loop, std::string_view attribute,
                                                XmlNode activity) {
  const std::string_view reference = trimmed(loop.get(attribute));
  if (reference.empty()) return std::nullopt;
  const auto definition = reading.index.resolve(loop, attribute, reference, "EventDefinition");
  return definition ? read_event_definition(reading, activity, *definition) : std::nullopt;
}

/// The definition inside the `event` of a complexBehaviorDefinition: an implicitThrowEvent.
std::optional<EventDefinitionModel> event_inside(const Reading& reading, XmlNode complex, XmlNode activity) {
  const auto event = complex.child(bpmn_ns, "event");
  if (!event) return std::nullopt;
  for (const XmlNode child : event->children()) {
    if (!is_event_definition(child)) continue;
    const auto definition = event_definition(reading.index, activity, child);
    if (definition) return read_event_definition(reading, activity, *definition);
  }
  return std::nullopt;
}

void read_complex(const Reading& reading, XmlNode loop, XmlNode activity, MultiInstanceModel& result) {
  for (const XmlNode child : loop.children()) {
    if (!child.is(bpmn_ns, "complexBehaviorDefinition")) continue;
    ComplexBehaviorModel one;
    one.condition = reading.child_expression(child, "condition", activity);
    if (auto event = event_inside(reading, child, activity)) one.event = std::move(*event);
    result.complex.push_back(std::move(one));
  }
}

void read_behavior(const Reading& reading, XmlNode loop, XmlNode activity, MultiInstanceModel& result) {
  result.behavior = behavior_of(reading, loop, activity);
  switch (result.behavior) {
    case MultiInstanceBehavior::None:
      result.event = event_named(reading, loop, "noneBehaviorEventRef", activity);
      return;
    case MultiInstanceBehavior::One:
      result.event = event_named(reading, loop, "oneBehaviorEventRef", activity);
      return;
    case MultiInstanceBehavior::Complex:
      return read_complex(reading, loop, activity, result);
    case MultiInstanceBehavior::All:
      return;
  }
}

MultiInstanceModel multi_instance(const Reading& reading, XmlNode loop, XmlNode activity) {
  reading.check_yes_no(loop);
  MultiInstanceModel result;
  result.where = loop.where();
  result.sequential = boolean_of(loop.get("isSequential")).value_or(false);
  result.collection = text_or_feel(loop, "collection", bihuan_ns);
  result.element_variable = std::string(loop.get("elementVariable", bihuan_ns));
  result.index_variable = std::string(loop.get("indexVariable", bihuan_ns));
  result.output_collection = std::string(loop.get("outputCollection", bihuan_ns));
  result.output_element = text_or_feel(loop, "outputElement", bihuan_ns);
  result.cardinality = reading.child_expression(loop, "loopCardinality", activity);
  result.completion_condition = reading.child_expression(loop, "completionCondition", activity);
  read_behavior(reading, loop, activity, result);
  return result;
}

LoopModel standard_loop(const Reading& reading, XmlNode loop, XmlNode activity) {
  reading.check_yes_no(loop);
  LoopModel result;
  result.where = loop.where();
  result.test_before = boolean_of(loop.get("testBefore")).value_or(false);
  result.condition = reading.child_expression(loop, "loopCondition", activity);
  result.maximum = formal_expression(loop.get("loopMaximum"), {}, loop.where());
  return result;
}

void refuse_second_vote(const Reading& reading, XmlNode node, XmlNode vote) {
  reading.findings().error(
      vote.where(), node.get("id"), "repeated-bihuan-element",
      fmt::format("“{}”的会签（bihuan:vote）写了两次：任务上一次，多实例上一次。请删除一个。", label_of(node)),
      fmt::format("\"{}\" has bihuan:vote twice: on the task and on its loop. Delete one.", label_of(node)));
}

void refuse_vote(const Reading& reading, XmlNode node, XmlNode vote) {
  reading.findings().error(
      vote.where(), node.get("id"), "vote-without-multi-instance",
      fmt::format("“{}”写了会签（bihuan:vote），但不是多实例。请把它设为多实例，或删除会签。", label_of(node)),
      fmt::format("\"{}\" has bihuan:vote but is not multi-instance.", label_of(node)));
}

void read_vote_of(const Reading& reading, XmlNode activity, std::optional<XmlNode> loop, ElementModel& element) {
  const auto own = extension(activity, "vote");
  const auto inner = loop ? extension(*loop, "vote") : std::nullopt;
  if (own && !loop) return refuse_vote(reading, activity, *own);
  if (own && inner) refuse_second_vote(reading, activity, *inner);
  if (inner) element.multi_instance->vote = read_vote(*inner);
  if (own) element.multi_instance->vote = read_vote(*own);
}

}  // namespace

void read_loop(const Reading& reading, XmlNode activity, ElementModel& element) {
  if (const auto standard = activity.child(bpmn_ns, "standardLoopCharacteristics"))
    element.loop = standard_loop(reading, *standard, activity);
  const auto loop = activity.child(bpmn_ns, "multiInstanceLoopCharacteristics");
  if (loop) element.multi_instance = multi_instance(reading, *loop, activity);
  read_vote_of(reading, activity, loop, element);
}

}  // namespace bihuan::definitions
