// Leaving out, greedily (shrink.h).
#include "tests/reference/shrink.h"

#include <algorithm>
#include <optional>
#include <set>

#include "tests/reference/bpmn_text.h"
#include "tests/reference/comparison.h"

namespace bihuan::reference {
namespace {

/// One way to make it smaller, by its number; none when there are no more ways of that kind.
using Way = std::optional<Found> (*)(const Found&, std::size_t n);

void erase_flow(ProcessModel& model, const std::string& id) {
  for (ElementModel& e : model.elements)
    if (e.default_flow == id) e.default_flow.clear();
  std::erase_if(model.flows, [&](const FlowModel& f) { return f.id == id; });
}

/// The element, what is inside it, what is attached to it, and their flows.
void erase_element(ProcessModel& model, const std::string& id) {
  std::set<std::string> gone{id};
  for (std::size_t before = 0; before != gone.size();) {
    before = gone.size();
    for (const ElementModel& e : model.elements)
      if (gone.contains(e.parent) || gone.contains(e.attached_to)) gone.insert(e.id);
  }
  std::vector<std::string> flows;
  for (const FlowModel& f : model.flows)
    if (gone.contains(f.source) || gone.contains(f.target)) flows.push_back(f.id);
  for (const std::string& flow : flows) erase_flow(model, flow);
  std::erase_if(model.elements, [&](const ElementModel& e) { return gone.contains(e.id); });
}

std::optional<Found> without_act(const Found& found, std::size_t n) {
  if (n + 1 >= found.acts.size()) return std::nullopt;
  Found less = found;
  less.acts.erase(less.acts.begin() + static_cast<std::ptrdiff_t>(n) + 1);  // the start stays
  return less;
}

std::optional<Found> without_element(const Found& found, std::size_t n) {
  if (n + 1 >= found.model.elements.size()) return std::nullopt;
  Found less = found;
  erase_element(less.model, found.model.elements[n + 1].id);  // the process stays
  return less;
}

/// The element is left out, and what leads to it leads to where its first flow leads.
std::optional<Found> bypassing_element(const Found& found, std::size_t n) {
  if (n + 1 >= found.model.elements.size()) return std::nullopt;
  Found less = found;
  const std::string id = found.model.elements[n + 1].id;
  const auto next = std::ranges::find(less.model.flows, id, &FlowModel::source);
  if (next == less.model.flows.end() || next->target == id) return found;
  const std::string target = next->target;
  for (FlowModel& f : less.model.flows)
    if (f.target == id) f.target = target;
  erase_element(less.model, id);
  return less;
}

/// What is inside a scope stands where the scope stood.
std::optional<Found> dissolving_scope(const Found& found, std::size_t n) {
  if (n + 1 >= found.model.elements.size()) return std::nullopt;
  Found less = found;
  const ElementModel scope = found.model.elements[n + 1];
  for (ElementModel& e : less.model.elements)
    if (e.parent == scope.id) e.parent = scope.parent;
  for (FlowModel& f : less.model.flows)
    if (f.parent == scope.id) f.parent = scope.parent;
  erase_element(less.model, scope.id);
  return less;
}

std::optional<Found> without_flow(const Found& found, std::size_t n) {
  if (n >= found.model.flows.size()) return std::nullopt;
  Found less = found;
  erase_flow(less.model, found.model.flows[n].id);
  return less;
}

std::optional<Found> without_condition(const Found& found, std::size_t n) {
  if (n >= found.model.flows.size()) return std::nullopt;
  Found less = found;
  less.model.flows[n].condition = {};
  return less;
}

std::optional<Found> plainer_element(const Found& found, std::size_t n) {
  if (n / 4 >= found.model.elements.size()) return std::nullopt;
  Found less = found;
  ElementModel& e = less.model.elements[n / 4];
  if (n % 4 == 0) e.multi_instance.reset(), e.loop.reset();
  if (n % 4 == 1) e.default_flow.clear();
  if (n % 4 == 2 && e.multi_instance) e.multi_instance->completion_condition = {};
  if (n % 4 == 3) e.start_quantity = e.completion_quantity = 1;
  return less;
}

/// Not those of the start: a variable that nobody declared may be local to who writes it, which is another question.
std::optional<Found> fewer_numbers(const Found& found, std::size_t n) {
  for (std::size_t i = 1; i < found.acts.size(); ++i) {
    if (n >= found.acts[i].numbers.size()) {
      n -= found.acts[i].numbers.size();
      continue;
    }
    Found less = found;
    less.acts[i].numbers.erase(std::next(found.acts[i].numbers.begin(), static_cast<std::ptrdiff_t>(n))->first);
    return less;
  }
  return std::nullopt;
}

std::size_t size_of(const Found& found) {
  std::size_t size = 20 * found.model.elements.size() + 10 * found.model.flows.size() + 5 * found.acts.size();
  for (const FlowModel& f : found.model.flows) size += !f.condition.empty();
  for (const ElementModel& e : found.model.elements)
    size += !e.default_flow.empty() + (e.multi_instance ? 2u : 0u) + (e.loop ? 2u : 0u) +
            (e.multi_instance && !e.multi_instance->completion_condition.empty()) + (e.start_quantity > 1) +
            (e.completion_quantity > 1);
  for (const Act& act : found.acts) size += act.numbers.size();
  return size;
}

}  // namespace

Found smallest(Found found, const Shows& shows) {
  static constexpr Way ways[] = {without_act,  dissolving_scope, without_element,   bypassing_element,
                                 without_flow, fewer_numbers,    without_condition, plainer_element};
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (const Way way : ways)
      for (std::size_t n = 0;;) {
        std::optional<Found> less = way(found, n);
        if (!less) break;
        if (size_of(*less) < size_of(found) && shows(*less)) {
          found = std::move(*less);
          smaller = true;
        } else {
          ++n;
        }
      }
  }
  return found;
}

std::string told(const Found& found) {
  std::string text = bpmn_text(found.model);
  for (const Act& act : found.acts) text += "> " + told(act) + "\n";
  return text;
}

}  // namespace bihuan::reference
