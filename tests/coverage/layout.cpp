// Columns and rows (layout.h). Scopes are laid out from the innermost outwards, each by itself, and then moved.
#include "tests/coverage/layout.h"

#include <algorithm>
#include <vector>

namespace bihuan::coverage {
namespace {

using namespace definition;

constexpr int gap = 36, row_gap = 26, border = 18;

bool is_scope(ElementKind kind) {
  return kind == ElementKind::Process || kind == ElementKind::SubProcess || kind == ElementKind::EventSubProcess ||
         kind == ElementKind::Transaction || kind == ElementKind::AdHocSubProcess;
}

Box size_of(const ElementModel& e) {
  switch (e.kind) {
    case ElementKind::StartEvent:
    case ElementKind::EndEvent:
    case ElementKind::IntermediateCatchEvent:
    case ElementKind::IntermediateThrowEvent:
    case ElementKind::BoundaryEvent:
      return {0, 0, 32, 32};
    case ElementKind::ExclusiveGateway:
    case ElementKind::ParallelGateway:
    case ElementKind::InclusiveGateway:
    case ElementKind::ComplexGateway:
    case ElementKind::EventBasedGateway:
      return {0, 0, 42, 42};
    default:
      return {0, 0, 92, 48};
  }
}

class Layout {
 public:
  explicit Layout(const ProcessModel& model) : model_(model) {}

  std::map<std::string, Box> make() {
    std::vector<const ElementModel*> scopes;
    for (const ElementModel& e : model_.elements) {
      boxes_[e.id] = size_of(e);
      if (is_scope(e.kind)) scopes.push_back(&e);
    }
    // A scope comes after the one that holds it in the text: innermost first is backwards.
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) lay_out(**scope);
    for (const ElementModel* scope : scopes) move_inside(*scope);
    for (const ElementModel& e : model_.elements)
      if (e.kind == ElementKind::BoundaryEvent) attach(e);
    return boxes_;
  }

 private:
  std::vector<const ElementModel*> inside(const ElementModel& scope) const {
    std::vector<const ElementModel*> found;
    for (const ElementModel& e : model_.elements)
      if (!e.parent.empty() && e.parent == scope.id && e.kind != ElementKind::BoundaryEvent) found.push_back(&e);
    std::ranges::stable_partition(found, [&](const ElementModel* e) { return !is_behind_boundary(e->id); });
    return found;
  }

  /// What a boundary event leads to stands below the others.
  bool is_behind_boundary(const std::string& id) const {
    for (const FlowModel& flow : model_.flows)
      if (flow.target == id && from(flow) != flow.source) return true;
    return false;
  }

  /// The node that a flow leaves in the picture: of a boundary event its activity.
  std::string from(const FlowModel& flow) const {
    for (const ElementModel& e : model_.elements)
      if (e.id == flow.source && e.kind == ElementKind::BoundaryEvent) return e.attached_to;
    return flow.source;
  }

  /// The longest way from a beginning, circles left out.
  std::map<std::string, int> columns(const std::vector<const ElementModel*>& nodes) const {
    std::map<std::string, int> column;
    for (const ElementModel* e : nodes) column[e->id] = 0;
    const int last = static_cast<int>(nodes.size());
    for (int round = 0; round < last; ++round)
      for (const FlowModel& flow : model_.flows) {
        const auto source = column.find(from(flow)), target = column.find(flow.target);
        if (source == column.end() || target == column.end() || leads_back(flow)) continue;
        target->second = std::max(target->second, std::min(last, source->second + 1));
      }
    return column;
  }

  /// Whether the flow closes a circle: its source was written after its target and is reached from it.
  bool leads_back(const FlowModel& flow) const {
    std::vector<std::string> open{flow.target};
    for (std::size_t i = 0; i < open.size(); ++i)
      for (const FlowModel& next : model_.flows) {
        if (from(next) != open[i] || next.id == flow.id) continue;
        if (std::ranges::find(open, next.target) == open.end()) open.push_back(next.target);
      }
    if (std::ranges::find(open, from(flow)) == open.end()) return false;
    const auto place = [&](const std::string& id) { return std::ranges::find(model_.elements, id, &ElementModel::id); };
    return place(flow.target) <= place(from(flow));
  }

  void lay_out(const ElementModel& scope) {
    const auto nodes = inside(scope);
    if (nodes.empty()) return;
    std::map<std::string, int> column = columns(nodes);
    std::map<int, int> width, rows, height;
    std::map<std::string, int> row;
    for (const ElementModel* e : nodes) {
      const int at = e->kind == ElementKind::EventSubProcess ? 0 : column[e->id];
      row[e->id] = rows[at]++;
      if (e->kind != ElementKind::EventSubProcess) width[at] = std::max(width[at], boxes_[e->id].width);
      height[row[e->id]] = std::max(height[row[e->id]], boxes_[e->id].height);
    }
    Box whole{0, 0, 0, 0};
    for (const ElementModel* e : nodes) {
      Box& box = boxes_[e->id];
      box.x = border, box.y = border + (scope.kind == ElementKind::Process ? 0 : 14);
      for (int i = 0; i < column[e->id]; ++i) box.x += width[i] + gap;
      for (int i = 0; i < row[e->id]; ++i) box.y += height[i] + row_gap;
      box.y += (height[row[e->id]] - box.height) / 2;
      if (e->kind != ElementKind::EventSubProcess) box.x += (width[column[e->id]] - box.width) / 2;
      whole.width = std::max(whole.width, box.right() + border);
      whole.height = std::max(whole.height, box.bottom() + border + 10);
    }
    boxes_[scope.id] = whole;
  }

  void move_inside(const ElementModel& scope) {
    for (const ElementModel* e : inside(scope)) {
      boxes_[e->id].x += boxes_[scope.id].x;
      boxes_[e->id].y += boxes_[scope.id].y;
    }
  }

  void attach(const ElementModel& boundary) {
    const Box& host = boxes_[boundary.attached_to];
    int before = 0;
    for (const ElementModel& e : model_.elements) {
      if (&e == &boundary) break;
      before += e.kind == ElementKind::BoundaryEvent && e.attached_to == boundary.attached_to;
    }
    Box& box = boxes_[boundary.id];
    box.width = box.height = 24;
    box.x = host.right() - 30 - 28 * before;
    box.y = host.bottom() - 12;
  }

  const ProcessModel& model_;
  std::map<std::string, Box> boxes_;
};

}  // namespace

std::map<std::string, Box> layout(const ProcessModel& model) {
  return Layout(model).make();
}

}  // namespace bihuan::coverage
