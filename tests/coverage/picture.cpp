// Draws the boxes of a layout as BPMN shapes, and the flows as lines with corners (picture.h).
#include "tests/coverage/picture.h"

#include "tests/coverage/layout.h"

namespace bihuan::coverage {
namespace {

using namespace definition;

std::string n(int number) {
  return std::to_string(number);
}

std::string text(int x, int y, const std::string& words, const char* size = "11") {
  std::string safe;
  for (const char c : words) safe += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return "<text x=\"" + n(x) + "\" y=\"" + n(y) + "\" font-size=\"" + size + "\">" + safe + "</text>\n";
}

const char* sign_of(EventKind kind) {
  switch (kind) {
    case EventKind::None:
      return "";
    case EventKind::Message:
      return "✉";
    case EventKind::Timer:
      return "◷";
    case EventKind::Signal:
      return "△";
    case EventKind::Error:
      return "↯";
    case EventKind::Escalation:
      return "⇧";
    case EventKind::Terminate:
      return "●";
    case EventKind::Conditional:
      return "▤";
    case EventKind::Link:
      return "⇨";
    case EventKind::Compensation:
      return "◀◀";
    case EventKind::Cancel:
      return "✕";
  }
  return "";
}

const char* sign_of(ElementKind kind) {
  switch (kind) {
    case ElementKind::ExclusiveGateway:
      return "✕";
    case ElementKind::ParallelGateway:
      return "＋";
    case ElementKind::InclusiveGateway:
      return "○";
    case ElementKind::ComplexGateway:
      return "✱";
    case ElementKind::EventBasedGateway:
      return "⬠";
    case ElementKind::UserTask:
      return "user";
    case ElementKind::ServiceTask:
      return "service";
    case ElementKind::SendTask:
      return "send";
    case ElementKind::ReceiveTask:
      return "receive";
    case ElementKind::ScriptTask:
      return "script";
    case ElementKind::BusinessRuleTask:
      return "rule";
    case ElementKind::ManualTask:
      return "manual";
    case ElementKind::CallActivity:
      return "call";
    default:
      return "";
  }
}

std::string event(const ElementModel& e, const Box& box) {
  const int radius = box.width / 2, x = box.x + radius, y = box.middle();
  const bool end = e.kind == ElementKind::EndEvent, start = e.kind == ElementKind::StartEvent;
  const std::string dash = e.interrupting ? "" : " stroke-dasharray=\"4 2\"";
  const auto ring = [&](int r) {
    return "<circle cx=\"" + n(x) + "\" cy=\"" + n(y) + "\" r=\"" + n(r) + "\" fill=\"#fff\" stroke-width=\"" +
           (end ? "3" : "1.2") + "\"" + dash + "/>\n";
  };
  std::string drawn = ring(radius);
  if (!start && !end) drawn += ring(radius - 3);
  const std::string sign = e.events.empty()      ? ""
                           : e.events.size() > 1 ? (e.parallel_multiple ? "＋" : "⬠")
                                                 : sign_of(e.events[0].kind);
  if (!sign.empty()) drawn += text(x, y + 4, sign, "12");
  return drawn + text(x, box.bottom() + 11, e.id, "10");
}

std::string gateway(const ElementModel& e, const Box& box) {
  const int x = box.x + box.width / 2, y = box.middle();
  return "<polygon points=\"" + n(x) + "," + n(box.y) + " " + n(box.right()) + "," + n(y) + " " + n(x) + "," +
         n(box.bottom()) + " " + n(box.x) + "," + n(y) + "\" fill=\"#fff\"/>\n" +
         text(x, y + 5, sign_of(e.kind), "14") + text(x, box.bottom() + 11, e.id, "10");
}

std::string activity(const ElementModel& e, const Box& box, bool scope) {
  const bool apart = e.kind == ElementKind::EventSubProcess;
  std::string drawn = "<rect x=\"" + n(box.x) + "\" y=\"" + n(box.y) + "\" width=\"" + n(box.width) + "\" height=\"" +
                      n(box.height) + "\" rx=\"7\" fill=\"#fff\"" + (apart ? " stroke-dasharray=\"2 3\"" : "") +
                      (e.kind == ElementKind::CallActivity ? " stroke-width=\"3\"" : "") + "/>\n";
  if (e.kind == ElementKind::Transaction)
    drawn += "<rect x=\"" + n(box.x + 3) + "\" y=\"" + n(box.y + 3) + "\" width=\"" + n(box.width - 6) +
             "\" height=\"" + n(box.height - 6) + "\" rx=\"5\" fill=\"none\"/>\n";
  std::string marks;
  if (e.multi_instance) marks += e.multi_instance->sequential ? "≡" : "⦀";
  if (e.loop) marks += "↻";
  if (e.for_compensation) marks += "◀◀";
  if (e.ad_hoc) marks += "~";
  const int x = box.x + box.width / 2;
  drawn += scope ? text(x, box.y + 14, e.id) : text(x, box.middle() + 4, e.id, "12");
  if (!scope) drawn += text(x, box.y + 12, sign_of(e.kind), "8");
  if (!marks.empty()) drawn += text(x, box.bottom() - 3, marks, "11");
  return drawn;
}

std::string points(const std::vector<std::pair<int, int>>& list) {
  std::string all;
  for (const auto& [x, y] : list) all += (all.empty() ? "" : " ") + n(x) + "," + n(y);
  return all;
}

/// From the right side to the left side; from a boundary event downwards; backwards below everything between.
std::string flow(const FlowModel& f, const std::map<std::string, Box>& boxes, bool boundary) {
  const auto source = boxes.find(f.source), target = boxes.find(f.target);
  if (source == boxes.end() || target == boxes.end()) return {};
  const Box &a = source->second, &b = target->second;
  std::vector<std::pair<int, int>> way;
  if (boundary) {
    const int x = a.x + a.width / 2, below = a.bottom() + 8, beside = b.x - 14;
    way = {{x, a.bottom()}, {x, b.middle()}, {b.x, b.middle()}};
    if (b.middle() < below)
      way = {{x, a.bottom()}, {x, below}, {beside, below}, {beside, b.middle()}, {b.x, b.middle()}};
    if (b.x < x) way = {{x, a.bottom()}, {x, b.y - 8}, {b.x + b.width / 2, b.y - 8}, {b.x + b.width / 2, b.y}};
  } else if (b.x >= a.right()) {
    const int x = b.x - 14;
    way = {{a.right(), a.middle()}, {x, a.middle()}, {x, b.middle()}, {b.x, b.middle()}};
  } else {
    const int below = std::max(a.bottom(), b.bottom()) + 16;
    const int from = a.x + a.width / 2, to = b.x + b.width / 2;
    way = {{from, a.bottom()}, {from, below}, {to, below}, {to, b.bottom()}};
  }
  return "<polyline points=\"" + points(way) + "\" fill=\"none\" marker-end=\"url(#a)\"/>\n";
}

bool is_event(ElementKind kind) {
  return kind == ElementKind::StartEvent || kind == ElementKind::EndEvent || kind == ElementKind::BoundaryEvent ||
         kind == ElementKind::IntermediateCatchEvent || kind == ElementKind::IntermediateThrowEvent;
}

bool is_gateway(ElementKind kind) {
  return kind == ElementKind::ExclusiveGateway || kind == ElementKind::ParallelGateway ||
         kind == ElementKind::InclusiveGateway || kind == ElementKind::ComplexGateway ||
         kind == ElementKind::EventBasedGateway;
}

std::string shape(const ProcessModel& model, const ElementModel& e, const Box& box) {
  if (is_event(e.kind)) return event(e, box);
  if (is_gateway(e.kind)) return gateway(e, box);
  bool scope = false;
  for (const ElementModel& other : model.elements) scope = scope || other.parent == e.id;
  return activity(e, box, scope);
}

}  // namespace

std::string picture(const ProcessModel& model) {
  const auto boxes = layout(model);
  const Box whole = boxes.at(model.elements.front().id);
  std::string drawn =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + n(whole.width) + "\" height=\"" + n(whole.height + 14) +
      "\" font-family=\"sans-serif\" text-anchor=\"middle\">\n<style>text { fill: #222; stroke: none }</style>\n"
      "<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
      "orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"#222\"/></marker></defs>\n<rect width=\"100%\" "
      "height=\"100%\" fill=\"#fff\"/>\n<g stroke=\"#222\" stroke-width=\"1.2\">\n";
  const auto draw = [&](bool boundary) {
    for (const ElementModel& e : model.elements)
      if (e.kind != ElementKind::Process && (e.kind == ElementKind::BoundaryEvent) == boundary)
        drawn += shape(model, e, boxes.at(e.id));
  };
  draw(false);
  draw(true);
  for (const FlowModel& f : model.flows) {
    bool boundary = false;
    for (const ElementModel& e : model.elements)
      boundary = boundary || (e.id == f.source && e.kind == ElementKind::BoundaryEvent);
    drawn += flow(f, boxes, boundary);
  }
  return drawn + "</g>\n</svg>\n";
}

}  // namespace bihuan::coverage
