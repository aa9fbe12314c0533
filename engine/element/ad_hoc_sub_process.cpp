// Ad-hoc sub-process.
// BPMN 2.0.2, 10.3.5 and 13.3.5: its activities have no prescribed order. Those that no flow leads to are enabled, and
// people start them (StartAdHoc), as often as they like when the ordering is parallel, one at a time when it is
// sequential; flows inside are followed as everywhere. After each activity the completion condition is evaluated over
// the variables: once it is true the sub-process completes, and what still runs is cancelled, or waited for where
// cancelRemainingInstances is false. `activate` (docs/extensions.md) names activities that begin by themselves; with it
// and without a condition the sub-process completes when nothing goes on. Without both, a person completes it
// (CompleteAdHoc). What this comes to is behaviour/ad_hoc.cpp.
#include "engine/behaviour/activity.h"
#include "engine/behaviour/ad_hoc.h"
#include "engine/behaviour/incident.h"
#include "engine/behaviour/leave.h"
#include "engine/element/rule.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  behaviour::activate(step, at);
  const definition::Element& element = step.element_at(at);
  Evaluated<behaviour::Entry> entry = behaviour::prepare(step, at, element);
  Evaluated<std::vector<ElementIndex>> first =
      entry ? behaviour::to_activate(step, at, entry->locals) : std::unexpected(entry.error());
  Evaluated<void> boundary =
      first ? behaviour::prepare_boundary(step, at, element, *entry) : std::unexpected(first.error());
  if (!boundary) return behaviour::raise(step, at, element.index, std::move(boundary.error()), state::Stage::Enter);
  behaviour::say_locals(step, at, *entry);
  behaviour::open(step, at, std::move(entry->boundary));
  behaviour::begin_ad_hoc(step, at, *first);
}

}  // namespace

const Rule ad_hoc_sub_process{.token_arrives = token_arrives, .child_completed = behaviour::leave};

}  // namespace bihuan::element
