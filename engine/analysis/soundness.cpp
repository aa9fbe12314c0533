// Decides the verdict on a definition from those on its scopes: a counter-example anywhere, else a doubt, else sound.
#include "engine/analysis/soundness.h"

#include "engine/analysis/exploration.h"

namespace bihuan::analysis {
namespace {

using definition::ElementKind;

bool is_container(const definition::Element& e) {
  return e.kind == ElementKind::Process || e.kind == ElementKind::SubProcess || e.kind == ElementKind::Transaction ||
         e.kind == ElementKind::EventSubProcess;
}

/// Activities that nothing connects cannot wait for each other.
bool has_flows_inside(const definition::Definition& definition, const definition::Element& e) {
  for (const ElementIndex child : e.children)
    if (!definition.at(child).incoming.empty()) return true;
  return false;
}

/// What goes by more than the shape of the flows, in this scope; nullptr when everything in it is played.
const char* not_played(const definition::Definition& definition, const definition::Element& scope) {
  if (scope.kind == ElementKind::AdHocSubProcess) return has_flows_inside(definition, scope) ? "连线" : nullptr;
  for (const ElementIndex child : scope.children) {
    const definition::Element& e = definition.at(child);
    if (e.kind == ElementKind::ComplexGateway && e.incoming.size() > 1) return "复杂网关";
    if (e.start_quantity > 1) return "要几个令牌才开始的活动";
  }
  return nullptr;
}

Unknown not_analysed(const definition::Element& scope, const std::string& what) {
  return {"“" + (scope.name.empty() ? scope.id : scope.name) + "”里有" + what + "，能否走到结束没有检查。",
          "\"" + scope.id +
              "\" holds what goes by more than the shape of its flows (a joining complex gateway, a "
              "startQuantity, flows of an ad-hoc sub-process), so whether it can end was not checked."};
}

}  // namespace

Verdict check_soundness(const definition::Definition& definition) {
  Sound sound;
  std::optional<Unknown> doubt;
  for (const definition::Element& e : definition.elements) {
    const char* unclear = not_played(definition, e);
    if (unclear != nullptr && !doubt) doubt = not_analysed(e, unclear);
    if (!is_container(e) || unclear != nullptr) continue;
    Explored scope = explore(definition, e);
    if (scope.fault) return std::move(*scope.fault);
    if (scope.gave_up && !doubt) doubt = std::move(scope.gave_up);
    sound.markings += scope.markings;
  }
  if (doubt) return std::move(*doubt);
  return sound;
}

}  // namespace bihuan::analysis
