// Decides the verdict on a definition from those on its scopes: a counter-example anywhere, else a doubt, else sound.
#include "engine/analysis/soundness.h"

#include "engine/analysis/exploration.h"

namespace bihuan::analysis {
namespace {

bool is_container(const definition::Element& e) {
  return e.kind == definition::ElementKind::Process || e.kind == definition::ElementKind::SubProcess ||
         e.kind == definition::ElementKind::EventSubProcess;
}

}  // namespace

Verdict check_soundness(const definition::Definition& definition) {
  Sound sound;
  std::optional<Unknown> doubt;
  for (const definition::Element& e : definition.elements) {
    if (!is_container(e)) continue;
    Explored scope = explore(definition, e);
    if (scope.fault) return std::move(*scope.fault);
    if (scope.gave_up && !doubt) doubt = std::move(scope.gave_up);
    sound.markings += scope.markings;
  }
  if (doubt) return std::move(*doubt);
  return sound;
}

}  // namespace bihuan::analysis
