// The lists of instances: whose, filtered, with the step at which each stands and the nearest deadline.
#include <algorithm>

#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/security/rights.h"

namespace bihuan::resources {
namespace {

using namespace api;

/// The open tasks of the listed instances, read at once; those of the processes that they called are told there.
std::map<InstanceId, std::vector<store::TaskRow>> open_tasks(store::Store& store,
                                                             const std::vector<store::InstanceRow>& rows) {
  std::vector<InstanceId> ids;
  for (const store::InstanceRow& row : rows) {
    if (row.status == state::Status::Active || row.status == state::Status::Suspended) ids.push_back(row.id);
  }
  std::map<InstanceId, std::vector<store::TaskRow>> out;
  for (store::TaskRow& task : store.open_tasks(ids)) out[task.instance].push_back(std::move(task));
  return out;
}

std::string step_json(const Names& names, const store::TaskRow& task) {
  JsonObject out;
  out.text("element", task.element).text("elementName", names.element(task.definition, task.element));
  if (!task.assignee.empty()) out.text("assigneeName", names.person(task.assignee));
  return out.done();
}

/// Where the case stands, and the deadline that comes first.
std::string listed_json(const Call& call, const Names& names, const store::InstanceRow& row,
                        const std::vector<store::TaskRow>& tasks) {
  JsonObject out;
  add_instance(out, row, names);
  out.raw("current", json_list(tasks, [&](const store::TaskRow& task) { return step_json(names, task); }));
  const auto first = std::ranges::find_if(tasks, [](const store::TaskRow& task) { return task.due.has_value(); });
  const host::KnownProcess* process = first == tasks.end() ? nullptr : names.known().process(first->definition);
  const calendar::WorkingCalendar* calendar =
      process ? calendar_of(names.known(), *process->definition, names.find(first->definition, first->element))
              : nullptr;
  const std::optional<Instant> due = first == tasks.end() ? std::nullopt : first->due;
  return out.raw("deadline", deadline_json(due, call.services.host.now(), calendar, call.services.zones)).done();
}

}  // namespace

Answer list_instances(const Call& call) {
  Query query(*call.request);
  store::InstanceQuery wanted{.process = query.text("process"), .business_key = query.text("businessKey")};
  const auto view = query.word("view", {"all", "started"});
  wanted.initiator = query.text("initiator");
  wanted.text = query.text("text");
  if (const auto version = query.integer("version")) wanted.version = static_cast<int>(*version);
  if (const auto status = query.word("status", {"active", "suspended", "completed", "cancelled", "failed"})) {
    wanted.status = static_cast<state::Status>(*status);
  }
  wanted.root = query.instance("root");
  wanted.caller = query.instance("caller");
  wanted.started_from = query.moment("startedFrom");
  wanted.started_before = query.moment("startedBefore");
  wanted.with_incident = query.flag("withIncident");
  wanted.top = query.flag("top");
  wanted.unit = query.text("unit");
  wanted.line = query.text("line");
  const store::Page page = query.page("ii");
  if (auto wrong = query.finish()) return *wrong;
  if (view == 1) wanted.initiator = call.caller.person;
  wanted.sight = security::sight(call.caller, security::Action::CaseRead);
  const auto listed = call.services.store.instances(wanted, page);
  const Names names(call.services);
  auto tasks = open_tasks(call.services.store, listed.rows);
  return json_answer(
      json_page(json_list(listed.rows,
                          [&](const store::InstanceRow& row) { return listed_json(call, names, row, tasks[row.id]); }),
                listed.next));
}

}  // namespace bihuan::resources
