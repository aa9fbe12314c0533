// The lists of tasks: whose, filtered, ordered, counted; and claiming several at once.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/store/list_order.h"
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/resources/one_of_many.h"
#include "api/resources/resources.h"
#include "api/resources/task_counts.h"
#include "api/resources/task_problem.h"
#include "api/resources/task_view.h"
#include "api/security/rights.h"
#include "api/security/visibility.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t most_claimed = 200;

/// `due=overdue|today|week|none` as bounds; a week is seven days from now.
void add_due(const Call& call, Query& query, store::TaskQuery& wanted) {
  const auto due = query.word("due", {"overdue", "today", "week", "none"});
  if (!due) return;
  constexpr std::int64_t week_us = 7 * 24 * 3600 * us_per_second;
  const Instant now = call.services.host.now();
  if (*due == 0) wanted.due_before = now;
  if (*due == 1) wanted.due_from = now, wanted.due_before = end_of_day(now, call.services.zones);
  if (*due == 2) wanted.due_from = now, wanted.due_before = now + week_us;
  if (*due == 3) wanted.without_due = true;
}

enum class View { All, Mine, Offered, Candidate, Done, Copied };

void add_view(const Call& call, View view, store::TaskQuery& wanted) {
  const std::string& me = call.caller.person;
  switch (view) {
    case View::All:
    case View::Copied:
      wanted.sight = security::sight(call.caller, security::Action::CaseRead);
      return;
    case View::Mine:
      wanted.assignee = me;
      return;
    case View::Offered:
    case View::Candidate:
      wanted.candidate = me;
      return;
    case View::Done:
      wanted.ended_by = me;
      wanted.status = store::TaskStatus::Completed;
      return;
  }
}

struct Wanted {
  std::string id;
  std::optional<store::TaskRow> row;  ///< none: there is no such task for this person
};

std::vector<Wanted> wanted_tasks(const Call& call, const std::vector<std::string>& ids) {
  std::vector<Wanted> out;
  for (const std::string& id : ids) {
    const auto reference = codec::parse_reference(id);
    auto row = reference ? call.services.store.task(reference->instance, WorkId{reference->n}) : std::nullopt;
    if (row && !security::may_see(call.services.store, call.caller, *row)) row.reset();
    out.push_back({id, std::move(row)});
  }
  return out;
}

}  // namespace

Answer list_tasks(const Call& call) {
  Query query(*call.request);
  store::TaskQuery wanted;
  const View view =
      static_cast<View>(query.word("view", {"all", "mine", "offered", "candidate", "done", "copied"}).value_or(0));
  wanted.process = query.text("process");
  wanted.element = query.text("element");
  wanted.business_key = query.text("businessKey");
  wanted.assignee = query.text("assignee");
  wanted.instance = query.instance("instance");
  wanted.root = query.instance("root");
  wanted.due_before = query.moment("dueBefore");
  wanted.text = query.text("text");
  add_due(call, query, wanted);
  if (const auto order = query.word("sort", {"due", "created", "priority"})) {
    wanted.sort = static_cast<store::TaskSort>(*order);
  }
  const store::Page page = query.page(store::pattern_of(wanted.sort));
  if (auto wrong = query.finish()) return *wrong;
  if (view == View::Copied) return json_answer(json_page("[]", ""));  // nothing is copied to anybody yet
  add_view(call, view, wanted);
  const auto listed = call.services.store.tasks(wanted, page);
  const TaskView shown(call, listed.rows);
  return json_answer(
      json_page(json_list(listed.rows, [&](const store::TaskRow& row) { return shown.json(row); }), listed.next));
}

Answer count_tasks(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  return json_answer(
      task_counts_json(call.services.store, call.caller.person, call.services.host.now(), call.services.zones));
}

/// Each by itself: what cannot be claimed does not keep the others.
Answer claim_tasks(const Call& call) {
  static constexpr Field fields[] = {{"tasks", FieldType::Texts, true}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  std::vector<std::string> ids = body->texts("tasks");
  if (ids.size() > most_claimed) {
    return Problem{Fault::InvalidInput,
                   "一次最多签收 200 项任务",
                   "Expected at most 200 tasks",
                   {{"/tasks", "一次最多 200 项", "Expected at most 200 tasks"}}};
  }
  const std::vector<Wanted> tasks = wanted_tasks(call, ids);
  std::vector<host::Tell> commands;
  std::vector<store::TaskRow> rows;
  for (const Wanted& one : tasks) {
    if (!one.row) continue;
    commands.push_back({one.row->instance, command::ClaimTask{one.row->work, call.caller.person}});
    rows.push_back(*one.row);
  }
  const auto answers = call.ask_each(std::move(commands), [&](std::size_t i, const host::Ran& ran) {
    if (!ran.failure) return host::Rendered{200, "{}"};
    const Problem problem = task_problem(call, rows[i], ran);
    return host::Rendered{status_of(problem.fault), problem_json(problem, call.language)};
  });
  const host::Rendered unknown{404, problem_json(not_found("该任务", "a task with this id"), call.language)};
  std::size_t next = 0;
  const std::string items = json_list(
      tasks, [&](const Wanted& one) { return one_of_many_json("task", one.id, one.row ? answers[next++] : unknown); });
  return json_answer(JsonObject().raw("items", items).done());
}

}  // namespace bihuan::resources
