// Decides the order of the rules, and the frame without which nothing else can be judged: size, ids, scopes, flows'
// ends.
#include "engine/definition/validate.h"

#include <algorithm>
#include <set>

namespace bihuan::definition {
namespace {

bool has_elements(const Facts& facts, Findings& findings) {
  const ProcessModel& p = facts.process;
  if (!p.elements.empty() && p.elements.front().kind == ElementKind::Process) return true;
  findings.error(p.id, p.where, "empty-process", "流程“" + p.id + "”中没有任何元素。",
                 "The process \"" + p.id + "\" has no elements.");
  return false;
}

bool is_not_too_large(const Facts& facts, Findings& findings) {
  const ProcessModel& p = facts.process;
  if (p.elements.size() <= max_elements && p.flows.size() <= max_flows) return true;
  findings.error(p.id, p.where, "too-large", "流程过大：最多 10000 个元素、20000 条连线。请拆分为多个流程。",
                 "The process is too large: at most 10,000 elements and 20,000 flows. Split it.");
  return false;
}

void unsupported_elements_are_refused(const Facts& facts, Findings& findings) {
  for (const Unsupported& u : facts.process.unsupported)
    findings.error(u.element_id, u.where, "unsupported", u.message_zh, u.message_en);
}

bool ids_are_given_once(const Facts& facts, Findings& findings) {
  std::set<std::string_view> seen;
  bool good = true;
  const auto check = [&](const auto& thing) {
    if (!thing.id.empty() && seen.insert(thing.id).second) return;
    good = false;
    if (thing.id.empty())
      findings.error(thing, "missing-id", "有元素没有编号（id），请补上。", "An element has no id. Give it one.");
    else
      findings.error(thing, "duplicate-id", "编号“" + thing.id + "”重复，每个元素和连线的编号必须唯一。",
                     "The id \"" + thing.id + "\" is given twice; every element and flow needs its own.");
  };
  for (const ElementModel& e : facts.process.elements) check(e);
  for (const FlowModel& f : facts.process.flows) check(f);
  return good;
}

/// How many scopes enclose the element; max_scope_depth + 1 for a circle.
std::size_t scope_depth(const Facts& facts, const ElementModel& e) {
  std::size_t depth = 0;
  for (const ElementModel* at = &e; at && !at->parent.empty() && depth <= max_scope_depth; ++depth)
    at = facts.element(at->parent);
  return depth;
}

bool scopes_enclose(const Facts& facts, Findings& findings) {
  bool good = true;
  for (const ElementModel& e : facts.process.elements) {
    const bool is_process = &e == &facts.process.elements.front();
    const ElementModel* parent = facts.element(e.parent);
    if (is_process != e.parent.empty() || (!is_process && (parent == nullptr || !is_container(parent->kind)))) {
      good = false;
      findings.error(e, "no-scope", label_zh(e) + "不在任何流程或子流程之内。",
                     label_en(e) + " lies in no process or sub-process.");
    } else if (scope_depth(facts, e) > max_scope_depth) {
      good = false;
      findings.error(e, "too-deep", label_zh(e) + "嵌套层次过深，子流程最多 50 层。",
                     label_en(e) + " is nested too deeply: at most 50 sub-processes.");
    }
  }
  return good;
}

/// What cannot be executed is named as such already; that the flows at it lead nowhere is no news.
bool is_unsupported(const Facts& facts, const std::string& id) {
  const auto& all = facts.process.unsupported;
  return std::any_of(all.begin(), all.end(), [&](const Unsupported& u) { return u.element_id == id; });
}

bool flows_have_both_ends(const Facts& facts, Findings& findings) {
  bool good = true;
  for (const FlowModel& f : facts.process.flows)
    for (const std::string* end : {&f.source, &f.target}) {
      if (facts.element(*end) != nullptr) continue;
      good = false;
      if (is_unsupported(facts, *end)) continue;
      const bool source = end == &f.source;
      findings.error(f, "dangling-flow",
                     "连线“" + f.id + "”的" + (source ? "起点" : "终点") + "“" + *end + "”不存在，请重新连接。",
                     "The " + std::string(source ? "source" : "target") + " \"" + *end + "\" of the flow \"" + f.id +
                         "\" does not exist. Connect it again.");
    }
  return good;
}

}  // namespace

bool check_frame(const Facts& facts, Findings& findings) {
  if (!has_elements(facts, findings) || !is_not_too_large(facts, findings)) return false;
  const bool ids = ids_are_given_once(facts, findings);
  const bool scopes = scopes_enclose(facts, findings);
  const bool flows = flows_have_both_ends(facts, findings);
  return ids && scopes && flows;
}

bool validate(const Facts& facts, Findings& findings) {
  unsupported_elements_are_refused(facts, findings);
  const bool framed = check_frame(facts, findings);
  if (facts.process.elements.empty()) return false;
  check_structure(facts, findings);
  check_event_places(facts, findings);
  check_events(facts, findings);
  check_gateways(facts, findings);
  check_repetition(facts, findings);
  check_user_tasks(facts, findings);
  check_activities(facts, findings);
  check_compensation(facts, findings);
  return framed;
}

}  // namespace bihuan::definition
