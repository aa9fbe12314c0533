// Decides delegates, people, dates, retries and loops of the family; listeners and mappings are in
// activiti_family_parts.cpp.
#include "adapters/definitions/activiti_family.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"
#include "engine/juel/expression.h"

namespace bihuan::definitions::family {

using namespace definition;

namespace {

ExpressionText constant(std::string text, Where where) {
  ExpressionText result;
  result.text = std::move(text);
  result.where = where;
  return result;
}

/// An external job in the place of what only a Java program can do.
void become_job(Translation& t, std::string topic, const char* what_zh, const char* what_en) {
  t.warn(
      "runs-outside",
      fmt::format("{}要调用{}“{}”，这里不能直接运行，已改为外部作业，主题是“{}”，需要有程序来领取。", t.label(),
                  what_zh, topic, topic),
      fmt::format("\"{}\" calls the {} \"{}\", which cannot run here; it became an external job with the topic \"{}\".",
                  t.element.id, what_en, topic, topic));
  t.element.job.topic = constant(std::move(topic), t.node.where());
}

/// "${ a.b }" → "a.b".
std::string inside_of(std::string_view text) {
  if ((text.starts_with("${") || text.starts_with("#{")) && text.ends_with('}'))
    return std::string(trimmed(text.substr(2, text.size() - 3)));
  return std::string(text);
}

bool flag(std::string_view value) {
  return boolean_of(value).value_or(false);
}

}  // namespace

void take_class(Translation& t, std::string_view value) {
  become_job(t, std::string(value), " Java 类", "Java class");
}

void take_delegate_expression(Translation& t, std::string_view value) {
  become_job(t, inside_of(value), "程序组件（bean）", "bean");
}

void take_expression(Translation& t, std::string_view value) {
  const auto parsed = juel::parse_expression(value);
  if (parsed && !parsed->bean().empty()) return become_job(t, parsed->bean(), "程序组件（bean）", "bean");
  t.element.script = vendor_text(value, t.node.where());
}

void take_result_variable(Translation& t, std::string_view value) {
  t.element.result_variable = std::string(value);
}

void take_topic(Translation& t, std::string_view value) {
  t.element.job.topic = vendor_text(value, t.node.where());
}

void take_job_priority(Translation& t, std::string_view value) {
  t.element.async.priority = vendor_text(value, t.node.where());
}

void take_task_priority(Translation& t, std::string_view value) {
  t.element.job.priority = vendor_text(value, t.node.where());
}

void take_assignee(Translation& t, std::string_view value) {
  if (value == "$INITIATOR" && !t.element.assignment) {
    people_of(t).kind = "initiator";
    people_of(t).when_empty = "nobody";  // there a case that nobody in particular began has tasks of nobody
    return;
  }
  add_people(t, "assignee", value);
}

void take_candidate_users(Translation& t, std::string_view value) {
  add_people(t, "users", value);
}

void take_candidate_groups(Translation& t, std::string_view value) {
  add_people(t, "groups", value);
}

void take_due_date(Translation& t, std::string_view value) {
  if (value.empty()) return;
  if (!t.element.deadline) t.element.deadline.emplace();
  DeadlineModel& deadline = *t.element.deadline;
  deadline.where = t.node.where();
  (value.starts_with('P') ? deadline.duration : deadline.due) = vendor_text(value, t.node.where());
}

void take_follow_up_date(Translation& t, std::string_view value) {
  t.element.work.follow_up = vendor_text(value, t.node.where());
}

void take_priority(Translation& t, std::string_view value) {
  t.element.work.priority = vendor_text(value, t.node.where());
}

void take_form_key(Translation& t, std::string_view value) {
  keep_property(t, "formKey", value);
}

void take_initiator(Translation& t, std::string_view value) {
  t.element.initiator_variable = std::string(value);
}

void take_async_before(Translation& t, std::string_view value) {
  t.element.async.before = t.element.async.before || flag(value);
}

void take_async_after(Translation& t, std::string_view value) {
  t.element.async.after = t.element.async.after || flag(value);
}

void take_retry_cycle(Translation& t, XmlNode child) {
  const std::string_view text = trimmed(child.text());
  const Where where = child.where();
  if (vendor_text(text, where).is_expression || text.empty())
    return t.warn(
        "retry-cycle", fmt::format("{}的重试周期“{}”不是固定值，按默认重试。", t.label(), text),
        fmt::format("The retry cycle \"{}\" of \"{}\" is no constant; the default is used.", text, t.element.id));
  const std::size_t slash = text.find('/');
  const bool repeats = text.starts_with('R') && slash != std::string_view::npos;
  const std::vector<std::string> steps = comma_list(text);
  const auto times =
      repeats ? integer_of(text.substr(1, slash - 1)) : std::optional<int>(static_cast<int>(steps.size()) + 1);
  if (!times || steps.empty())
    return t.warn(
        "retry-cycle", fmt::format("{}的重试周期“{}”看不懂，按默认重试。", t.label(), text),
        fmt::format("The retry cycle \"{}\" of \"{}\" is not understood; the default is used.", text, t.element.id));
  if (steps.size() > 1)
    t.warn("retry-cycle", fmt::format("{}的重试间隔有几个，都按第一个“{}”计。", t.label(), steps.front()),
           fmt::format("\"{}\" has several retry intervals; the first, \"{}\", counts for all.", t.element.id,
                       steps.front()));
  t.element.async.retries = constant(std::to_string(*times), where);
  t.element.async.backoff = constant(repeats ? std::string(trimmed(text.substr(slash + 1))) : steps.front(), where);
  t.element.job.retries = t.element.async.retries;
  t.element.job.backoff = t.element.async.backoff;
}

void take_collection(Translation& t, std::string_view value) {
  if (!t.element.multi_instance || value.empty()) return;
  const ExpressionText text = vendor_text(value, t.node.where());
  t.element.multi_instance->collection = text.is_expression ? text : juel_text(std::string(value), t.node.where());
}

void take_element_variable(Translation& t, std::string_view value) {
  if (t.element.multi_instance) t.element.multi_instance->element_variable = std::string(value);
}

void take_starter_users(Translation& t, std::string_view value) {
  for (std::string& one : comma_list(value)) t.process.starter_users.push_back(std::move(one));
}

void take_starter_groups(Translation& t, std::string_view value) {
  for (std::string& one : comma_list(value)) t.process.starter_groups.push_back(std::move(one));
}

std::string script_language(std::string_view format) {
  std::string lower(trimmed(format));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (lower.find("feel") != std::string::npos) return "";
  if (lower.find("juel") != std::string::npos || lower == "uel") return "juel";
  if (lower == "js" || lower.find("javascript") != std::string::npos || lower.find("ecmascript") != std::string::npos)
    return "javascript";
  return std::string(trimmed(format));
}

void check_condition(const Translation& t, XmlNode flow) {
  const auto condition = flow.child(bpmn_ns, "conditionExpression");
  if (!condition) return;
  if (condition->find("resource", t.ns))
    return t.refuse("的条件写在另一个文件里，这里只执行写在流程图里的条件。",
                    "has its condition in another file; only conditions in the diagram are executed.");
  const std::string_view text = trimmed(condition->text());
  const bool marked = vendor_text(text, flow.where()).is_expression || !condition->get("language").empty();
  if (text.empty() || marked) return;
  t.refuse(fmt::format("的条件“{}”没有写成 ${{…}}，在原产品里只是一段文字，不是条件。请补上 ${{…}}。", text),
           fmt::format(
               "has the condition \"{}\" without ${{…}}: a constant text in the product it was made for. Write ${{…}} "
               "around it.",
               text));
}

}  // namespace bihuan::definitions::family
