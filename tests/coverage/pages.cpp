// Writes the pages (pages.h).
#include "tests/coverage/pages.h"

#include <algorithm>
#include <set>

#include "engine/analysis/coverage.h"
#include "tests/coverage/picture.h"

namespace bihuan::coverage {
namespace {

using namespace definition;
using analysis::CoveredElement;
using analysis::CoveredEvent;

const std::map<ElementKind, const char*> chinese{
    {ElementKind::Task, "任务"},
    {ElementKind::UserTask, "用户任务"},
    {ElementKind::ManualTask, "手工任务"},
    {ElementKind::ServiceTask, "服务任务"},
    {ElementKind::SendTask, "发送任务"},
    {ElementKind::ReceiveTask, "接收任务"},
    {ElementKind::ScriptTask, "脚本任务"},
    {ElementKind::BusinessRuleTask, "业务规则任务"},
    {ElementKind::SubProcess, "子流程"},
    {ElementKind::EventSubProcess, "事件子流程"},
    {ElementKind::Transaction, "事务子流程"},
    {ElementKind::AdHocSubProcess, "自由子流程"},
    {ElementKind::CallActivity, "调用活动"},
    {ElementKind::ExclusiveGateway, "排他网关"},
    {ElementKind::ParallelGateway, "并行网关"},
    {ElementKind::InclusiveGateway, "包容网关"},
    {ElementKind::ComplexGateway, "复杂网关"},
    {ElementKind::EventBasedGateway, "事件网关"},
    {ElementKind::StartEvent, "开始事件"},
    {ElementKind::IntermediateCatchEvent, "中间捕获事件"},
    {ElementKind::IntermediateThrowEvent, "中间抛出事件"},
    {ElementKind::BoundaryEvent, "边界事件"},
    {ElementKind::EndEvent, "结束事件"},
};

/// "exclusiveGateway" → "exclusive_gateway".
std::string snake(std::string_view name) {
  std::string out;
  for (const char c : name)
    out += c >= 'A' && c <= 'Z' ? std::string("_") + static_cast<char>(c - 'A' + 'a') : std::string(1, c);
  return out;
}

std::string file_of(const CoveredElement& e) {
  const std::string name = e.kind == ElementKind::ManualTask ? "task" : snake(e.name);
  return "engine/element/" + name + ".cpp";
}

std::string page_of(const CoveredElement& e) {
  return snake(e.name) + ".md";
}

/// The comment at the head of a file, as sentences.
std::string head_of(const std::string& text) {
  std::string words;
  for (std::size_t at = 0; text.compare(at, 2, "//") == 0;) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at + 2, end - at - 2);
    words += line.empty() ? "\n" : line.substr(words.empty() ? 1 : 0);
    at = end + 1;
  }
  return words;
}

bool matches(const ElementModel& e, const CoveredEvent& event, const Trace& trace) {
  const EventKind kind = event.event;
  const bool has = kind == EventKind::None
                       ? e.events.empty()
                       : std::ranges::any_of(e.events, [&](const auto& one) { return one.kind == kind; });
  const bool apart = event.position.find("non-interrupting") == std::string_view::npos;
  bool handler = false;
  for (const ElementModel& parent : trace.process.elements)
    handler = handler || (parent.id == e.parent && parent.kind == ElementKind::EventSubProcess);
  const bool of_handler = event.position.find("eventSubProcess") != std::string_view::npos;
  if (e.kind == ElementKind::StartEvent && handler != of_handler) return false;
  const bool two_ways = of_handler || e.kind == ElementKind::BoundaryEvent;
  return has && (!two_ways || e.interrupting == apart);
}

std::string link(const Trace& trace, const std::string& from) {
  return "[" + trace.name + "](" + from + "tests/conformance/" + trace.name + ".txt)";
}

std::string yes_no(bool executed) {
  return executed ? "yes" : "refused";
}

std::vector<const Trace*> shown_by(const CoveredEvent& event, const std::vector<Trace>& traces) {
  std::vector<const Trace*> found;
  for (const Trace& trace : traces)
    for (const ElementModel* e : trace.shows(event.kind))
      if (matches(*e, event, trace)) {
        found.push_back(&trace);
        break;
      }
  return found;
}

std::vector<const Trace*> shown_by(ElementKind kind, const std::vector<Trace>& traces) {
  std::vector<const Trace*> found;
  for (const Trace& trace : traces)
    if (!trace.shows(kind).empty()) found.push_back(&trace);
  return found;
}

std::string links(const std::vector<const Trace*>& traces, const std::string& from, std::size_t most) {
  std::string all;
  for (std::size_t i = 0; i < traces.size() && i < most; ++i) all += (i == 0 ? "" : " · ") + link(*traces[i], from);
  if (traces.size() > most) all += " · and " + std::to_string(traces.size() - most) + " more";
  return all;
}

std::string element_rows(const std::vector<Trace>& traces) {
  std::string text = "| element | | executed | golden traces |\n|---|---|---|---|\n";
  for (const CoveredElement& e : analysis::covered_elements())
    text += "| [" + std::string(e.name) + "](elements/" + page_of(e) + ") | " + chinese.at(e.kind) + " | " +
            yes_no(e.executed) + " | " + links(shown_by(e.kind, traces), "../", 3) + " |\n";
  return text;
}

/// One row an event, one column a position; "–" where a deployment is refused, as the standard has no such event.
std::string event_table(const std::vector<Trace>& traces) {
  const auto events = analysis::covered_events();
  std::vector<std::string_view> positions;
  for (const CoveredEvent& one : events)
    if (std::ranges::find(positions, one.position) == positions.end()) positions.push_back(one.position);
  std::string text = "| event |", rule = "|---|";
  for (const std::string_view position : positions) text += " " + std::string(position) + " |", rule += "---|";
  text += "\n" + rule;
  std::string_view row;
  for (const CoveredEvent& one : events) {
    if (one.name != row) text += "\n| " + std::string(row = one.name) + " |";
    const std::size_t count = shown_by(one, traces).size();
    text += !one.executed ? " – |" : count == 0 ? " yes |" : " yes (" + std::to_string(count) + ") |";
  }
  return text + "\n";
}

std::string marker_rows() {
  std::string text = "| marker | executed |\n|---|---|\n";
  for (const analysis::CoveredMarker& one : analysis::covered_markers())
    text += "| " + std::string(one.name) + " | " + yes_no(one.executed) + " |\n";
  return text;
}

std::string coverage_page(const std::vector<Trace>& traces) {
  return "# What is executed\n\nGenerated by `tests/coverage` (`UPDATE_COVERAGE=1` writes it anew); a test fails when "
         "it is not "
         "what the code says. An element is\nexecuted when the dispatch switch has a rule for it and a deployment "
         "accepts "
         "the smallest process with it; `GET /coverage` answers the\nsame. What is not executed is refused at "
         "deployment "
         "with its id and line. Golden traces are whole runs, event by event, in `tests/conformance`.\n\n## "
         "Elements\n\n" +
         element_rows(traces) +
         "\n## Events by position\n\nIn brackets: how many golden traces show it. –: not executed, and refused at "
         "deployment; most of these the standard does not know.\n\n" +
         event_table(traces) + "\n## Markers of activities\n\n" + marker_rows() +
         "\nThe models of the BPMN Model Interchange Working Group, and what of them can run: [miwg.md](miwg.md).\n";
}

std::string events_of(const CoveredElement& e, const std::vector<Trace>& traces) {
  std::string text;
  for (const CoveredEvent& event : analysis::covered_events())
    if (event.kind == e.kind && event.executed)
      text += "| " + std::string(event.name) + " | " + std::string(event.position) + " | " +
              links(shown_by(event, traces), "../../", 4) + " |\n";
  if (text.empty()) return {};
  return "## Events\n\n| event | position | golden traces |\n|---|---|---|\n" + text + "\n";
}

std::string trace_part(const Trace& trace) {
  std::string text = "### " + trace.title + "\n\n![" + trace.name + "](" + trace.name + ".svg)\n\n";
  for (const std::string& command : trace.commands) text += "    " + command + "\n";
  return text + "\nThe whole trace: " + link(trace, "../../") + "\n\n";
}

std::string element_page(const CoveredElement& e, const std::string& root, const std::vector<Trace>& traces) {
  std::string text = "# " + std::string(e.name) + " · " + chinese.at(e.kind) + "\n\n" +
                     head_of(read_file(root + "/" + file_of(e))) + "\n\nCode: [" + file_of(e) + "](../../" +
                     file_of(e) + "). Executed: " + yes_no(e.executed) + ".\n\n";
  text += events_of(e, traces);
  const auto shown = shown_by(e.kind, traces);
  if (shown.empty()) return text + "No golden trace shows it yet.\n";
  text += "## Traces\n\n";
  // The pages of what stands in every process show a few of its traces only; the others are one link away.
  constexpr std::size_t most = 6;
  for (std::size_t i = 0; i < shown.size() && i < most; ++i) text += trace_part(*shown[i]);
  if (shown.size() > most) text += "More: " + links({shown.begin() + most, shown.end()}, "../../", 100) + "\n";
  return text;
}

std::string index_page() {
  std::string text =
      "# docs/elements\n\nOne idea: **each element says what it does where it does it.** Each page is the head of the "
      "element's file, the events that may stand\nat it, and its golden traces with their pictures. All of it is "
      "generated "
      "by `tests/coverage`.\n\n";
  for (const CoveredElement& e : analysis::covered_elements())
    text += "- [" + std::string(e.name) + "](" + page_of(e) + ") " + chinese.at(e.kind) + "\n";
  return text;
}

}  // namespace

Files pages(const std::string& root, const std::vector<Trace>& traces) {
  Files files;
  files["docs/coverage.md"] = coverage_page(traces);
  files["docs/elements/README.md"] = index_page();
  for (const CoveredElement& e : analysis::covered_elements())
    files["docs/elements/" + page_of(e)] = element_page(e, root, traces);
  for (const Trace& trace : traces)
    for (const auto& [path, text] : Files(files))
      if (text.find("(" + trace.name + ".svg)") != std::string::npos)
        files["docs/elements/" + trace.name + ".svg"] = picture(trace.process);
  return files;
}

}  // namespace bihuan::coverage
