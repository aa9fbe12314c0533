// All small graphs (graphs.h).
#include "tests/reference/graphs.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace bihuan::reference {
namespace {

unsigned bit(int i) {
  return 1u << i;
}

int incoming(const Shape& shape, int node) {
  int count = node == 0 ? 1 : 0;  // from the start
  for (const unsigned out : shape.out) count += (out & bit(node)) != 0;
  return count;
}

/// The nodes that a walk from `first` reaches, along the flows or against them; the end counts as a node.
unsigned walked(const Shape& shape, int first, bool forward) {
  unsigned seen = bit(first);
  for (unsigned before = 0; before != seen;) {
    before = seen;
    for (int i = 0; i < shape.nodes; ++i) {
      const unsigned out = shape.out[static_cast<std::size_t>(i)];
      if (forward && (seen & bit(i))) seen |= out;
      if (!forward && (seen & out)) seen |= bit(i);
    }
  }
  return seen;
}

bool is_connected(const Shape& shape) {
  const unsigned inner = bit(shape.nodes) - 1;
  return (walked(shape, 0, true) & inner) == inner && (walked(shape, shape.nodes, false) & inner) == inner;
}

Shape renamed(const Shape& shape, const std::vector<int>& names) {
  Shape other{shape.nodes, std::vector<unsigned>(shape.out.size())};
  for (int i = 0; i < shape.nodes; ++i)
    for (int to = 0; to <= shape.nodes; ++to)
      if (shape.out[static_cast<std::size_t>(i)] & bit(to))
        other.out[static_cast<std::size_t>(names[static_cast<std::size_t>(i)])] |=
            bit(to == shape.nodes ? to : names[static_cast<std::size_t>(to)]);
  return other;
}

/// The first of its isomorphic shapes: the start leads to node 0, so only the others can change names.
bool is_first(const Shape& shape) {
  std::vector<int> names(static_cast<std::size_t>(shape.nodes));
  std::iota(names.begin(), names.end(), 0);
  while (std::next_permutation(names.begin() + 1, names.end()))
    if (renamed(shape, names).out < shape.out) return false;
  return true;
}

std::string name(int node) {
  return "n" + std::to_string(node);
}

}  // namespace

std::vector<Shape> shapes(int nodes, int degree) {
  std::vector<Shape> found;
  std::vector<std::vector<unsigned>> choices(static_cast<std::size_t>(nodes));
  for (int i = 0; i < nodes; ++i)
    for (unsigned out = 1; out < bit(nodes + 1); ++out)
      if ((out & bit(i)) == 0 && std::popcount(out) <= degree) choices[static_cast<std::size_t>(i)].push_back(out);
  std::vector<std::size_t> at(static_cast<std::size_t>(nodes));
  for (bool more = true; more;) {
    Shape shape{nodes, {}};
    for (std::size_t i = 0; i < at.size(); ++i) shape.out.push_back(choices[i][at[i]]);
    bool fits = is_connected(shape);
    for (int i = 0; fits && i < nodes; ++i) fits = incoming(shape, i) <= degree;
    if (fits && is_first(shape)) found.push_back(std::move(shape));
    more = false;
    for (std::size_t i = 0; i < at.size() && !more; ++i) {
      more = ++at[i] < choices[i].size();
      if (!more) at[i] = 0;
    }
  }
  return found;
}

std::vector<std::vector<ElementKind>> kinds_of(const Shape& shape, const std::vector<ElementKind>& kinds) {
  std::vector<std::vector<ElementKind>> all{{}};
  for (int i = 0; i < shape.nodes; ++i) {
    const bool plain = incoming(shape, i) == 1 && std::popcount(shape.out[static_cast<std::size_t>(i)]) == 1;
    const std::vector<ElementKind> here = plain ? std::vector{ElementKind::UserTask} : kinds;
    std::vector<std::vector<ElementKind>> longer;
    for (const auto& one : all)
      for (const ElementKind kind : here) {
        longer.push_back(one);
        longer.back().push_back(kind);
      }
    all = std::move(longer);
  }
  return all;
}

void give_to_somebody(ElementModel& task) {
  task.assignment = definition::AssignmentModel{"person", {{"person", {"ann", false, {}, {}}}}, {}, {}};
}

std::string condition_of(bool inclusive, const std::string& variable, int k, int count) {
  if (!inclusive) return variable + " = " + std::to_string(k + 1);
  std::string text;
  for (int value = 1; value < (1 << count); ++value)
    if (value & (1 << k)) text += (text.empty() ? "" : " or ") + variable + " = " + std::to_string(value);
  return text;
}

ProcessModel process_of(const Shape& shape, const std::vector<ElementKind>& kinds) {
  ProcessModel model;
  model.id = model.name = "p";
  model.executable = true;
  model.elements.push_back({.id = "p", .name = "p", .kind = ElementKind::Process});
  model.elements.push_back({.id = "s", .kind = ElementKind::StartEvent, .parent = "p"});
  for (int i = 0; i < shape.nodes; ++i) {
    model.elements.push_back({.id = name(i), .kind = kinds[static_cast<std::size_t>(i)], .parent = "p"});
    if (kinds[static_cast<std::size_t>(i)] == ElementKind::UserTask) give_to_somebody(model.elements.back());
    if (kinds[static_cast<std::size_t>(i)] == ElementKind::ComplexGateway)
      model.elements.back().activation_condition = {"activationCount >= a" + std::to_string(i), true, {}, {}};
  }
  model.elements.push_back({.id = "e", .kind = ElementKind::EndEvent, .parent = "p"});
  model.flows.push_back({.id = "s>n0", .source = "s", .target = "n0", .parent = "p"});
  for (int i = 0; i < shape.nodes; ++i) {
    const unsigned out = shape.out[static_cast<std::size_t>(i)];
    ElementModel& node = model.elements[static_cast<std::size_t>(i) + 2];
    const bool exclusive = node.kind == ElementKind::ExclusiveGateway,
               inclusive = node.kind == ElementKind::InclusiveGateway || node.kind == ElementKind::ComplexGateway;
    const int count = std::popcount(out);
    for (int to = 0, k = 0; to <= shape.nodes; ++to) {
      if ((out & bit(to)) == 0) continue;
      const std::string target = to == shape.nodes ? "e" : name(to);
      FlowModel flow{.id = node.id + ">" + target, .source = node.id, .target = target, .parent = "p"};
      if (count > 1 && exclusive && k == count - 1) node.default_flow = flow.id;
      if (count > 1 && (inclusive || (exclusive && k < count - 1)))
        flow.condition = {condition_of(inclusive, "c" + std::to_string(i), k, count), true, {}, {}};
      model.flows.push_back(std::move(flow));
      ++k;
    }
  }
  return model;
}

Numbers choices(const ProcessModel& model) {
  Numbers found;
  for (const ElementModel& node : model.elements) {
    int count = 0;
    for (const FlowModel& flow : model.flows) count += flow.source == node.id;
    const bool complex = node.kind == ElementKind::ComplexGateway;
    if (complex) found["a" + node.id.substr(1)] = 2;
    if (count < 2) continue;
    if (node.kind == ElementKind::ExclusiveGateway) found["c" + node.id.substr(1)] = count;
    if (complex || node.kind == ElementKind::InclusiveGateway) found["c" + node.id.substr(1)] = (1 << count) - 1;
  }
  return found;
}

}  // namespace bihuan::reference
