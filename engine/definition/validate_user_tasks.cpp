// Decides what a user task must say (docs/extensions.md, "On userTask"): who gets it, which form, until when, which
// outcomes, and how a vote counts.
#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "engine/calendar/period.h"
#include "engine/definition/compile_element.h"
#include "engine/definition/validate.h"

namespace bihuan::definition {
namespace {

using Texts = std::vector<std::string>;

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool contains(const Texts& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// --- who ------------------------------------------------------------------------------------------------------------

struct AssignmentRule {
  std::string_view kind;
  std::array<std::string_view, 3> parameters;  ///< empty = no more
  std::string_view optional;
};

constexpr AssignmentRule assignment_rules[] = {
    {"person", {"person"}, ""}, {"candidates", {"people"}, ""},     {"role", {"role", "unit"}, ""},
    {"head", {"unit"}, ""},     {"head-above", {"unit"}, "levels"}, {"department", {"line", "level", "place"}, ""},
    {"initiator", {}, ""},      {"who-did", {"step"}, ""},          {"supervision", {"owner"}, ""},
};

/// What the standard's resources and the dialects are read as: their parameters are the reader's.
bool is_read(std::string_view kind) {
  return kind == "users-and-groups" || kind == "several";
}

const AssignmentRule* rule_of(std::string_view kind) {
  for (const AssignmentRule& rule : assignment_rules)
    if (rule.kind == kind) return &rule;
  return nullptr;
}

const ExpressionText* parameter(const AssignmentModel& a, std::string_view name) {
  for (const auto& [key, text] : a.parameters)
    if (key == name) return &text;
  return nullptr;
}

/// In other products a task may wait for nobody in particular.
void somebody_gets_the_task(const Facts& facts, const ElementModel& e, Findings& findings) {
  if (e.assignment || facts.process.dialect != Dialect::Bihuan) return;
  findings.error(e, "no-assignment", "用户任务" + label_zh(e) + "没有指定由谁办理，没有人会收到它。请设置办理人。",
                 "The user task " + label_en(e) + " says not who gets it, so nobody would. Give it an assignment.");
}

void a_task_for_nobody_is_said(const ElementModel& e, Findings& findings) {
  if (!e.assignment || e.assignment->kind != "users-and-groups" || !e.assignment->parameters.empty()) return;
  findings.warning(e, "no-assignment", "用户任务" + label_zh(e) + "没有指定由谁办理，要有人分派才能办理。",
                   "The user task " + label_en(e) + " says not who gets it; somebody has to assign it.");
}

void the_assignment_is_of_a_known_kind(const ElementModel& e, Findings& findings) {
  if (!e.assignment || is_read(e.assignment->kind) || rule_of(e.assignment->kind)) return;
  const std::string& kind = e.assignment->kind;
  findings.error(
      e.id, e.assignment->where, "assignment-kind",
      label_zh(e) + "的办理人类型“" + kind +
          "”不存在，可用：person、candidates、role、head、head-above、department、initiator、who-did、supervision。",
      "The assignment kind \"" + kind + "\" of " + label_en(e) +
          " does not exist; there are person, candidates, role, head, head-above, department, initiator, "
          "who-did, supervision.");
}

void the_assignment_has_its_parameters(const ElementModel& e, Findings& findings) {
  const AssignmentRule* rule = e.assignment ? rule_of(e.assignment->kind) : nullptr;
  if (rule == nullptr) return;
  for (const std::string_view name : rule->parameters) {
    const ExpressionText* text = parameter(*e.assignment, name);
    if (name.empty() || (text && !text->empty())) continue;
    findings.error(e.id, e.assignment->where, "assignment-parameter",
                   label_zh(e) + "的办理人缺少参数“" + std::string(name) + "”。",
                   "The assignment of " + label_en(e) + " lacks the parameter \"" + std::string(name) + "\".");
  }
  std::set<std::string_view> seen;
  for (const auto& [name, text] : e.assignment->parameters) {
    const bool known = contains(rule->parameters, name) || (!rule->optional.empty() && name == rule->optional);
    // When nobody is found the task may go to the head of a unit, which then must be named.
    const bool for_empty = name == "unit" && e.assignment->when_empty == "head";
    if ((known || for_empty) && seen.insert(name).second) continue;
    findings.error(e.id, e.assignment->where, "assignment-parameter",
                   label_zh(e) + "的办理人参数“" + name + "”不适用于类型“" + e.assignment->kind + "”或重复。",
                   "The parameter \"" + name + "\" does not belong to the assignment kind \"" + e.assignment->kind +
                       "\" of " + label_en(e) + ", or is given twice.");
  }
}

void an_empty_answer_has_a_rule(const ElementModel& e, Findings& findings) {
  if (!e.assignment) return;
  constexpr std::string_view words[] = {"", "head", "administrator", "incident", "nobody"};
  const std::string& rule = e.assignment->when_empty;
  if (!contains(words, rule))
    findings.error(
        e.id, e.assignment->where, "assignment-when-empty",
        label_zh(e) + "的 whenEmpty“" + rule + "”不存在，可用：head、administrator、incident。",
        "whenEmpty \"" + rule + "\" of " + label_en(e) + " does not exist; there are head, administrator, incident.");
  const bool names_a_unit =
      parameter(*e.assignment, "unit") || parameter(*e.assignment, "place") || parameter(*e.assignment, "owner");
  if (rule == "head" && !names_a_unit)
    findings.error(e.id, e.assignment->where, "assignment-when-empty",
                   label_zh(e) + "无人可派时要交给单位负责人，但没有写单位（unit）。",
                   label_en(e) + " goes to the head of a unit when nobody is found, but names no unit.");
}

void a_named_step_is_a_user_task(const Facts& facts, const ElementModel& e, Findings& findings) {
  const ExpressionText* step =
      e.assignment && e.assignment->kind == "who-did" ? parameter(*e.assignment, "step") : nullptr;
  if (step == nullptr || step->is_expression || step->text.empty()) return;
  const ElementModel* target = facts.element(step->text);
  if (target && target->kind == ElementKind::UserTask) return;
  findings.error(e.id, e.assignment->where, "assignment-step",
                 label_zh(e) + "要交给“" + step->text + "”的办理人，但流程中没有这个用户任务。",
                 label_en(e) + " goes to who did \"" + step->text + "\", but there is no such user task.");
}

void levels_are_within_reason(const ElementModel& e, Findings& findings) {
  if (!e.assignment) return;
  const ExpressionText* levels = parameter(*e.assignment, "levels");
  if (levels && !levels->is_expression && !levels->text.empty()) {
    const auto number = Decimal::parse(levels->text);
    const auto n = number ? number->to_int64() : std::nullopt;
    if (!n || *n < 1 || *n > 10)
      findings.error(e.id, e.assignment->where, "assignment-parameter",
                     label_zh(e) + "的上级层数“" + levels->text + "”应为 1 到 10 的整数。",
                     "levels \"" + levels->text + "\" of " + label_en(e) + " must be an integer from 1 to 10.");
  }
  const ExpressionText* level = e.assignment->kind == "department" ? parameter(*e.assignment, "level") : nullptr;
  constexpr std::string_view words[] = {"", "district", "street", "community"};
  if (level && !level->is_expression && !contains(words, level->text))
    findings.error(
        e.id, e.assignment->where, "assignment-parameter",
        label_zh(e) + "的层级“" + level->text + "”不存在，可用：district、street、community。",
        "level \"" + level->text + "\" of " + label_en(e) + " does not exist; there are district, street, community.");
}

// --- what -----------------------------------------------------------------------------------------------------------

void the_form_is_named_rightly(const ElementModel& e, Findings& findings) {
  constexpr std::string_view bindings[] = {"", "deployment", "latest"};
  if (!e.form.ref.empty() && !is_file_id(e.form.ref))
    findings.error(e, "form-ref", label_zh(e) + "的表单编号“" + e.form.ref + "”写法有误。",
                   "The form id \"" + e.form.ref + "\" of " + label_en(e) + " is malformed.");
  if (e.form.ref.empty() && !e.form.fields.empty())
    findings.error(e, "form-ref", label_zh(e) + "设置了表单字段，但没有指定表单。",
                   label_en(e) + " sets fields of a form but names no form.");
  if (!contains(bindings, e.form.binding))
    findings.error(e, "form-binding",
                   label_zh(e) + "的表单绑定“" + e.form.binding + "”不存在，可用：deployment、latest。",
                   "The form binding \"" + e.form.binding + "\" of " + label_en(e) +
                       " does not exist; there are deployment, latest.");
}

void fields_are_shown_one_way(const ElementModel& e, Findings& findings) {
  constexpr std::string_view words[] = {"", "editable", "readonly", "hidden"};
  std::set<std::string_view> seen;
  for (const FieldAccess& field : e.form.fields) {
    if (field.key.empty() || !seen.insert(field.key).second)
      findings.error(e, "form-field", label_zh(e) + "的表单字段“" + field.key + "”为空或重复。",
                     "The form field \"" + field.key + "\" of " + label_en(e) + " is empty or given twice.");
    if (!contains(words, field.access))
      findings.error(e, "form-field",
                     label_zh(e) + "的字段“" + field.key + "”的权限“" + field.access +
                         "”不存在，可用：editable、readonly、hidden。",
                     "The access \"" + field.access + "\" of the field \"" + field.key + "\" of " + label_en(e) +
                         " does not exist; there are editable, readonly, hidden.");
    if (field.required && (field.access == "readonly" || field.access == "hidden"))
      findings.error(e, "form-field", label_zh(e) + "的字段“" + field.key + "”必填，却不能编辑。",
                     "The field \"" + field.key + "\" of " + label_en(e) + " is required but cannot be edited.");
  }
}

void outcomes_differ(const ElementModel& e, Findings& findings) {
  std::set<std::string_view> seen;
  for (const std::string& outcome : e.work.outcomes)
    if (outcome.empty() || !seen.insert(outcome).second)
      findings.error(e, "outcomes", label_zh(e) + "的办理结果“" + outcome + "”为空或重复。",
                     "The outcome \"" + outcome + "\" of " + label_en(e) + " is empty or given twice.");
  if (e.work.outcomes.empty() && !e.work.outcome_variable.empty())
    findings.error(e, "outcomes", label_zh(e) + "写了结果变量，但没有可选的办理结果。",
                   label_en(e) + " has an outcome variable but offers no outcomes.");
}

void the_work_is_within_reason(const ElementModel& e, Findings& findings) {
  constexpr std::string_view words[] = {"", "required", "optional", "none"};
  if (!contains(words, e.work.opinion))
    findings.error(e, "opinion",
                   label_zh(e) + "的意见要求“" + e.work.opinion + "”不存在，可用：required、optional、none。",
                   "The opinion rule \"" + e.work.opinion + "\" of " + label_en(e) +
                       " does not exist; there are required, optional, none.");
  if (e.work.attachments_min < 0 || e.work.attachments_min > 100)
    findings.error(e, "attachments", label_zh(e) + "的附件数应在 0 到 100 之间。",
                   "The number of attachments of " + label_en(e) + " must be from 0 to 100.");
  const auto priority = e.work.priority.is_expression ? std::nullopt : Decimal::parse(e.work.priority.text);
  if (priority && (!priority->is_integer() || *priority < Decimal(0) || *priority > Decimal(100)))
    findings.error(e, "priority", label_zh(e) + "的优先级应为 0 到 100 的整数。",
                   "The priority of " + label_en(e) + " must be an integer from 0 to 100.");
}

void the_deadline_is_one_thing(const ElementModel& e, Findings& findings) {
  if (!e.deadline) return;
  const ExpressionText& duration = e.deadline->duration;
  if (duration.empty() == e.deadline->due.empty())
    findings.error(e.id, e.deadline->where, "deadline", label_zh(e) + "的期限要么写时长，要么写到期时间，二选一。",
                   "The deadline of " + label_en(e) + " is a duration or a due moment, one of the two.");
  if (duration.is_expression || duration.empty()) return;
  const auto period = calendar::parse_period(duration.text);
  if (!period)
    findings.error(e.id, e.deadline->where, "duration-syntax",
                   label_zh(e) + "的期限“" + duration.text + "”不是时长（如 P1D、PT4H）：" + period.error().message_zh,
                   "The deadline \"" + duration.text + "\" of " + label_en(e) +
                       " is no duration (such as P1D, PT4H): " + period.error().message_en);
}

// --- votes ----------------------------------------------------------------------------------------------------------

const VoteModel* vote_of(const ElementModel& e) {
  return e.multi_instance && e.multi_instance->vote ? &*e.multi_instance->vote : nullptr;
}

void a_vote_is_held_on_a_user_task(const ElementModel& e, Findings& findings) {
  const VoteModel* vote = vote_of(e);
  if (vote == nullptr || e.kind == ElementKind::UserTask) return;
  findings.error(e.id, vote->where, "vote-without-task", label_zh(e) + "不是用户任务，不能表决。",
                 label_en(e) + " is no user task and cannot hold a vote.");
}

void a_vote_can_be_counted(const ElementModel& e, Findings& findings) {
  const VoteModel* vote = vote_of(e);
  if (vote == nullptr) return;
  if (vote_rule(*vote).empty())
    findings.error(e.id, vote->where, "vote-rule",
                   label_zh(e) + "没有写明怎样算通过，请用 all（全部同意）、majority（过半）、any（任一）或 FEEL。",
                   label_en(e) + " says not when the vote passes: all, majority, any, or FEEL.");
  if (e.work.outcomes.empty())
    findings.error(e.id, vote->where, "vote-outcomes", label_zh(e) + "是表决，但没有可选的办理结果（如 同意,不同意）。",
                   label_en(e) + " is a vote but offers no outcomes.");
  std::set<std::string_view> counted;
  for (const Texts* list : {&vote->pass_outcomes, &vote->abstain_outcomes})
    for (const std::string& outcome : *list)
      if (!contains(e.work.outcomes, outcome) || !counted.insert(outcome).second)
        findings.error(
            e.id, vote->where, "vote-outcomes",
            label_zh(e) + "的表决结果“" + outcome + "”不在可选结果之内，或重复计算。",
            "The outcome \"" + outcome + "\" of the vote " + label_en(e) + " is not offered, or counts twice.");
}

}  // namespace

void check_user_tasks(const Facts& facts, Findings& findings) {
  for (const ElementModel& e : facts.process.elements) {
    a_vote_is_held_on_a_user_task(e, findings);
    a_vote_can_be_counted(e, findings);
    the_form_is_named_rightly(e, findings);
    if (e.kind != ElementKind::UserTask) continue;
    somebody_gets_the_task(facts, e, findings);
    a_task_for_nobody_is_said(e, findings);
    the_assignment_is_of_a_known_kind(e, findings);
    the_assignment_has_its_parameters(e, findings);
    an_empty_answer_has_a_rule(e, findings);
    a_named_step_is_a_user_task(facts, e, findings);
    levels_are_within_reason(e, findings);
    fields_are_shown_one_way(e, findings);
    outcomes_differ(e, findings);
    the_work_is_within_reason(e, findings);
    the_deadline_is_one_thing(e, findings);
  }
}

}  // namespace bihuan::definition
