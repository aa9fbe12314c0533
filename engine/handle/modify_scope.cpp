// Decides the scope of a modification's instruction (modify.h).
#include <algorithm>

#include "engine/behaviour/scope.h"
#include "engine/handle/modify.h"

namespace bihuan::handle {
namespace {

using definition::Element;
using definition::ElementKind;

/// The containers of the element, from the outermost sub-process inwards.
std::vector<ElementIndex> containers_of(const Step& step, const Element& element) {
  std::vector<ElementIndex> found;
  const ElementIndex process = step.definition.process().index;
  for (ElementIndex one = element.parent; one != process; one = step.definition.at(one).parent) found.push_back(one);
  std::ranges::reverse(found);
  return found;
}

bool holds_nodes_of(const state::Scope& scope, ElementIndex container) {
  const bool level = scope.kind == state::ScopeKind::Process || scope.kind == state::ScopeKind::SubProcess ||
                     scope.kind == state::ScopeKind::EventSubProcess;
  return level && scope.element == container;
}

/// Open scopes of the container below `parent`, through bodies and iterations.
std::vector<ScopeId> open_below(const Step& step, ScopeId parent, ElementIndex container) {
  std::vector<ScopeId> found, look{parent};
  while (!look.empty()) {
    const ScopeId at = look.back();
    look.pop_back();
    for (ScopeId child : step.state().children_of(at)) {
      const state::Scope& scope = step.scope(child);
      if (holds_nodes_of(scope, container)) found.push_back(child);
      if (scope.element == container && !holds_nodes_of(scope, container)) look.push_back(child);
    }
  }
  return found;
}

std::unexpected<Rejection> several(const Element& container, const std::string& pointer) {
  return refuse_input(pointer, "“" + container.id + "”正在进行多个，请指明其中哪一个",
                      "Expected one open scope of \"" + container.id + "\", but there are several: name one");
}

std::expected<ScopeId, Rejection> open_container(Step& step, ScopeId parent, const Element& container,
                                                 const std::string& pointer) {
  if (container.multi_instance || container.loop)
    return refuse_input(pointer, "“" + container.id + "”是多实例活动，尚未进行，不能直接进入其内部",
                        "Expected \"" + container.id +
                            "\" to run, but it does not, and what is multiplied cannot be "
                            "entered in the middle");
  if (container.kind == ElementKind::EventSubProcess) return behaviour::open_event_sub_process(step, parent, container);
  const Place owner = behaviour::place_token(step, parent, container.index);
  return behaviour::open_sub_process(step, owner);
}

}  // namespace

std::expected<ScopeId, Rejection> scope_for(Step& step, const Element& element, ScopeId named,
                                            const std::string& pointer) {
  if (named) {
    const state::Scope* scope = step.state().scope(named);
    if (scope != nullptr && holds_nodes_of(*scope, element.parent)) return named;
    if (scope == nullptr || !holds_nodes_of(*scope, scope->element))
      return refuse_input(pointer, "没有这个范围，或者其中没有“" + element.id + "”",
                          "Expected an open scope around \"" + element.id + "\", but the named one is none");
  }
  ScopeId at = named ? named : ScopeId{1};
  bool inside = !named;
  for (ElementIndex container : containers_of(step, element)) {
    if (!inside) {
      inside = container == step.scope(at).element;
      continue;
    }
    const std::vector<ScopeId> open = open_below(step, at, container);
    if (open.size() > 1) return several(step.definition.at(container), pointer);
    if (open.size() == 1) {
      at = open.front();
      continue;
    }
    const auto opened = open_container(step, at, step.definition.at(container), pointer);
    if (!opened) return opened;
    at = *opened;
  }
  if (holds_nodes_of(step.scope(at), element.parent)) return at;
  return refuse_input(pointer, "“" + element.id + "”不在所指明的范围里",
                      "Expected \"" + element.id + "\" inside the named scope, but it is not");
}

}  // namespace bihuan::handle
