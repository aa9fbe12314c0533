// Decides what stands before and after an element's own rule (plain.h).
#include "engine/definition/plain.h"

#include <algorithm>

namespace bihuan::definition {
namespace {

/// Tokens of such elements may stand in an iteration, where everything is different.
bool is_marked(const Element& e) {
  return e.multi_instance || e.loop || e.async || !e.listeners.empty();
}

bool has_outputs(const Element& e) {
  return !e.outputs.empty() || (e.call && !e.call->out.empty());
}

bool is_conditional(const Definition& d, const Element& e) {
  return std::ranges::any_of(e.outgoing, [&](FlowIndex flow) { return d.at(flow).condition.given(); });
}

/// Every token that leaves takes all of its flows.
bool takes_all(const Definition& d, const Element& e) {
  if (e.kind == ElementKind::ComplexGateway || e.link_target || e.default_flow) return false;
  if (e.kind == ElementKind::ExclusiveGateway && e.outgoing.size() > 1) return false;
  return !is_conditional(d, e);
}

/// Its end is told to somebody: an ad-hoc sub-process counts, compensation remembers, terminate ends the others.
bool is_heard_of(const Definition& d, const Element& e) {
  const bool in_ad_hoc = e.parent && d.at(e.parent).kind == ElementKind::AdHocSubProcess;
  return in_ad_hoc || e.compensable || e.has_event(EventKind::Terminate);
}

}  // namespace

void mark_plain(Definition& definition) {
  for (Element& e : definition.elements) {
    e.begins_plainly = !is_marked(e) && e.start_quantity == 1 && !e.skip.given();
    e.leaves_plainly = !is_marked(e) && !has_outputs(e) && takes_all(definition, e) && !is_heard_of(definition, e);
  }
}

}  // namespace bihuan::definition
