// Decides slots by one walk over the tree with a stack of what is bound around each place (DMN 1.5, 10.3.2.10: scopes).
#include "engine/feel/slots.h"

#include <algorithm>

namespace bihuan::feel {
namespace {

/// Something that gives names a meaning: a local, or a filter whose element may have an entry of the name.
struct Binding {
  bool filter = false;
  std::uint32_t name = 0;
  std::uint32_t number = 0;  ///< of the local or of the filter
};

class Slots {
 public:
  explicit Slots(Program& program) : program_(program) {}

  void run() {
    visit(program_.root);
    program_.frame = size_;
  }

 private:
  void visit(NodeId id);
  void visit_children(const Node& node);
  void visit_context(Node& node);
  void visit_filter(Node& node);
  void visit_loop(Node& node);
  void visit_function(const Node& node);
  std::uint32_t bind(std::uint32_t name);
  void unbind(std::size_t to);
  std::uint32_t use_of(std::uint32_t name);
  std::uint32_t outside(std::uint32_t name);

  Program& program_;
  std::vector<Binding> bound_;  ///< innermost last
  std::uint32_t locals_ = 0;
  std::uint16_t filters_ = 0;
  FrameSize size_;
};

std::uint32_t Slots::bind(std::uint32_t name) {
  bound_.push_back({false, name, locals_++});
  size_.locals = std::max(size_.locals, locals_);
  return bound_.back().number;
}

void Slots::unbind(std::size_t to) {
  while (bound_.size() > to) {
    if (bound_.back().filter) {
      --filters_;
    } else {
      --locals_;
    }
    bound_.pop_back();
  }
}

std::uint32_t Slots::outside(std::uint32_t name) {
  std::vector<std::uint32_t>& names = program_.outside;
  const auto found = std::find(names.begin(), names.end(), name);
  const auto number = static_cast<std::uint32_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return number;
}

std::uint32_t Slots::use_of(std::uint32_t name) {
  Use use{.first_filter = filters_, .filters = filters_};
  for (auto binding = bound_.rbegin(); binding != bound_.rend() && !use.local; ++binding) {
    if (binding->filter) {
      use.first_filter = static_cast<std::uint16_t>(binding->number);
    } else if (binding->name == name) {
      use.local = true;
      use.slot = binding->number;
    }
  }
  if (!use.local) use.slot = outside(name);
  program_.uses.push_back(use);
  return static_cast<std::uint32_t>(program_.uses.size() - 1);
}

void Slots::visit_children(const Node& node) {
  for (const NodeId child : program_.children_of(node)) visit(child);
}

/// Entries see the entries before them; of two with one name the first is seen.
void Slots::visit_context(Node& node) {
  const std::size_t before = bound_.size();
  node.slot = locals_;
  const auto children = program_.children_of(node);
  for (std::size_t i = 0; i < children.size(); ++i) {
    visit(children[i]);
    const std::uint32_t name = program_.argument_names[node.value + i];
    const bool again = std::any_of(bound_.begin() + static_cast<std::ptrdiff_t>(before), bound_.end(),
                                   [&](const Binding& one) { return one.name == name; });
    bind(again ? UINT32_MAX : name);  // no name has this number
  }
  unbind(before);
}

/// The element's own entries come before the name "item".
void Slots::visit_filter(Node& node) {
  const auto children = program_.children_of(node);
  visit(children[0]);
  const std::size_t before = bound_.size();
  node.slot = bind(node.value);
  bound_.push_back({true, 0, filters_++});
  size_.filters = std::max<std::uint32_t>(size_.filters, filters_);
  visit(children[1]);
  unbind(before);
}

void Slots::visit_loop(Node& node) {
  const std::size_t before = bound_.size();
  const auto children = program_.children_of(node);
  for (const NodeId child : children.first(children.size() - 1)) {
    Node& iteration = program_.nodes[child];
    visit_children(iteration);
    iteration.slot = bind(iteration.value);
  }
  if (node.kind == NodeKind::For && node.op == 1) node.slot = bind(node.value);
  visit(children.back());
  unbind(before);
}

/// A function's body has a frame of its own. A parameter hides the free name that is spelled like it.
void Slots::visit_function(const Node& node) {
  const std::uint32_t index = node.value;
  std::vector<std::uint32_t> captures;
  for (const std::uint32_t name : program_.functions[index].free_names) captures.push_back(use_of(name));
  Slots body(program_);
  FunctionShape& shape = program_.functions[index];
  for (const std::uint32_t parameter : shape.parameters) body.bind(parameter);
  for (const std::uint32_t name : shape.free_names) body.bind(name);
  std::reverse(body.bound_.begin(), body.bound_.end());  // the first of equal names is seen
  body.visit(program_.children_of(node)[0]);
  shape.captures = std::move(captures);
  shape.frame = body.size_;
}

void Slots::visit(NodeId id) {
  Node& node = program_.nodes[id];
  switch (node.kind) {
    case NodeKind::Name:
      node.slot = use_of(node.value);
      return;
    case NodeKind::ContextLiteral:
      return visit_context(node);
    case NodeKind::Filter:
      return visit_filter(node);
    case NodeKind::For:
    case NodeKind::Some:
    case NodeKind::Every:
      return visit_loop(node);
    case NodeKind::FunctionLiteral:
      return visit_function(node);
    case NodeKind::Constant:
    case NodeKind::Arithmetic:
    case NodeKind::Negate:
    case NodeKind::Or:
    case NodeKind::And:
    case NodeKind::Comparison:
    case NodeKind::Between:
    case NodeKind::In:
    case NodeKind::UnaryComparison:
    case NodeKind::InstanceOf:
    case NodeKind::Path:
    case NodeKind::Call:
    case NodeKind::NamedCall:
    case NodeKind::If:
    case NodeKind::Iteration:
    case NodeKind::List:
    case NodeKind::Range:
    case NodeKind::Tests:
    case NodeKind::AnyInput:
      return visit_children(node);
  }
}

}  // namespace

void assign_slots(Program& program) {
  Slots(program).run();
}

}  // namespace bihuan::feel
