#include "api/resources/task_view.h"

#include <algorithm>
#include <set>

#include "adapters/codec/ids.h"
#include "adapters/definitions/form_schema.h"
#include "api/instance_view.h"
#include "api/resources/deadline_view.h"
#include "api/resources/rows.h"
#include "api/resources/summary.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return std::ranges::find(list, one) != list.end();
}

const definition::FormModel* form_of(const definition::Element* element) {
  return element && element->user_task && !element->user_task->form.ref.empty() ? &element->user_task->form : nullptr;
}

std::string_view kind_of(const definition::UserTaskRule& rule, const definition::Vote* vote, std::size_t i) {
  const std::string& outcome = rule.outcomes[i];
  if (!vote) return i == 0 ? "primary" : "default";
  const bool passes = vote->pass_outcomes.empty() ? i == 0 : holds(vote->pass_outcomes, outcome);
  if (passes) return "primary";
  return holds(vote->abstain_outcomes, outcome) ? "default" : "danger";
}

}  // namespace

TaskView::TaskView(const api::Call& call, const std::vector<store::TaskRow>& rows, Wanted wanted)
    : call_(call), names_(call.services), now_(call.services.host.now()) {
  std::set<InstanceId> open;
  for (const store::TaskRow& row : rows) {
    if (row.status != store::TaskStatus::Open) continue;
    if (wanted == Wanted::Variables || !described(row).empty()) open.insert(row.instance);
  }
  if (open.empty()) return;
  for (store::LoadedInstance& loaded : call.services.store.load({open.begin(), open.end()})) {
    const InstanceId id = loaded.row.id;
    lives_[id] = api::view_of(std::move(loaded), names_.known());
  }
}

state::Variables TaskView::variables(const store::TaskRow& row) const {
  const auto found = lives_.find(row.instance);
  if (found == lives_.end() || !found->second) return {};
  const host::Live& live = *found->second;
  return api::visible_variables(live.state, row.work);
}

Mask TaskView::mask(const store::TaskRow& row, bool shown) const {
  const auto found = lives_.find(row.instance);
  if (found == lives_.end() || !found->second) return {};
  return (shown ? mask_for : hidden_from)(call_, *found->second->definition, found->second->row);
}

JsonObject TaskView::object(const store::TaskRow& row) const {
  JsonObject out;
  add_task(out, row, names_);
  const std::string& me = call_.caller.person;
  const bool open = row.status == store::TaskStatus::Open;
  const bool offered = open && row.assignee.empty() && holds(row.candidates, me);
  out.flag("mayClaim", offered).flag("mayAct", offered || (open && !me.empty() && row.assignee == me));
  out.raw("case", case_json(row)).raw("summary", summary(row));
  const host::KnownProcess* process = names_.known().process(row.definition);
  const calendar::WorkingCalendar* calendar =
      process ? calendar_of(names_.known(), *process->definition, names_.find(row.definition, row.element)) : nullptr;
  // What is over is not late any more: its deadline is measured at its end.
  return std::move(
      out.raw("deadline", deadline_json(row.due, row.ended.value_or(now_), calendar, call_.services.zones)));
}

std::string TaskView::case_json(const store::TaskRow& row) const {
  JsonObject out;
  out.text("id", codec::text(row.instance)).text("title", row.title).text("businessKey", row.business_key);
  return out.text("processName", names_.process(row.process)).done();
}

/// The task's own form, then the one that the case began with.
std::vector<TaskView::Described> TaskView::described(const store::TaskRow& row) const {
  const host::KnownProcess* process = names_.known().process(row.definition);
  if (!process) return {};
  const ElementIndex start = process->definition->process().none_start;
  std::vector<Described> out;
  for (const definition::Element* element :
       {names_.find(row.definition, row.element), start ? &process->definition->at(start) : nullptr}) {
    const definition::FormModel* form = form_of(element);
    const host::KnownForm* known =
        form ? names_.known().form(form->ref, form->binding, process->row.deployment) : nullptr;
    if (known) out.push_back({form, known});
  }
  return out;
}

/// Of the task's own form; what it leaves room for, of the form that the case began with.
std::string TaskView::summary(const store::TaskRow& row) const {
  const auto live = lives_.find(row.instance);
  if (live == lives_.end() || !live->second) return "[]";
  // Lists lie open on desks: what is protected is never in them, whoever looks.
  const state::Variables values =
      Mask(live->second->definition->protected_variables).over(api::visible_variables(live->second->state, row.work));
  std::vector<SummaryField> out;
  for (const Described& one : described(row)) {
    if (out.empty()) out = summary_of(*one.known->schema, *one.form, values);
  }
  return summary_json(out);
}

std::string buttons_json(const definition::Element& element) {
  static const definition::UserTaskRule nothing;
  const definition::UserTaskRule& rule = element.user_task ? *element.user_task : nothing;
  const bool needs = rule.opinion == "required";
  if (rule.outcomes.empty()) {
    return "[" +
           JsonObject()
               .text("outcome", "")
               .text("label", "提交")
               .text("kind", "primary")
               .flag("needsOpinion", needs)
               .done() +
           "]";
  }
  const definition::Vote* vote =
      element.multi_instance && element.multi_instance->vote ? &*element.multi_instance->vote : nullptr;
  std::string out;
  for (std::size_t i = 0; i < rule.outcomes.size(); ++i) {
    JsonObject button;
    button.text("outcome", rule.outcomes[i]).text("label", rule.outcomes[i]).text("kind", kind_of(rule, vote, i));
    out += (out.empty() ? "" : ",") + button.flag("needsOpinion", needs).done();
  }
  return "[" + out + "]";
}

}  // namespace bihuan::resources
