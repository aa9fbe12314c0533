// Event subscriptions: messages, signals and conditions that instances wait for, completed activities that can still be
// compensated, and the messages that begin processes.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/listing.h"
#include "api/compat/lives.h"
#include "api/compat/shape.h"
#include "api/security/rights.h"
#include "engine/definition/starts.h"

namespace bihuan::compat {
namespace {

using namespace api;

constexpr std::size_t most_instances = 5000;  ///< looked into for one list

struct Row {
  std::string id, type, name, execution, instance, activity;
  std::optional<Instant> created;
};

std::string row_json(const Row& row) {
  JsonObject out;
  out.text("id", row.id).text("eventType", row.type);
  text_or_null(out, "eventName", row.name);
  text_or_null(out, "executionId", row.execution);
  text_or_null(out, "processInstanceId", row.instance);
  text_or_null(out, "activityId", row.activity);
  moment_or_null(out, "createdDate", row.created);
  nulls(out, {"tenantId"});
  return out.done();
}

void add_work(const host::Live& live, const state::Scope& scope, const state::Work& work, std::vector<Row>& out) {
  const auto* subscription = std::get_if<state::Subscription>(&work.detail);
  if (!subscription && !std::holds_alternative<state::Condition>(work.detail)) return;
  // A receive task without a message waits for a name that nobody is told.
  if (subscription && subscription->name.starts_with("bihuan:wait:")) return;
  Row row{.id = codec::text(live.row.id, work.id), .type = "conditional"};
  if (subscription) {
    row.type = subscription->kind == state::SubscriptionKind::Message ? "message" : "signal";
    row.name = subscription->name;
  }
  row.execution = execution_id(live.row.id, work.token ? work.token : TokenId{scope.parent ? scope.id.n : 0});
  row.instance = codec::text(live.row.id);
  row.activity = live.definition->at(work.element).id;
  if (const state::Token* token = state::find_token(scope, work.token)) row.created = token->since;
  out.push_back(std::move(row));
}

/// What was done and can be undone: by its handler, or a sub-process by what is within it.
void add_compensable(const host::Live& live, const state::Scope& scope, const state::Compensable& one,
                     std::vector<Row>& out) {
  const definition::Element& element = live.definition->at(one.element);
  const definition::Element& activity =
      element.compensation_handler ? live.definition->at(element.compensation_handler) : element;
  out.push_back({.id = codec::text(codec::Reference{live.row.id, one.id.n}) + ":compensate",
                 .type = "compensate",
                 .name = {},
                 .execution = execution_id(live.row.id, TokenId{scope.parent ? scope.id.n : 0}),
                 .instance = codec::text(live.row.id),
                 .activity = activity.id,
                 .created = {}});
}

void add_instance(const host::Live& live, std::vector<Row>& out) {
  for (const auto& [id, scope] : live.state.scopes()) {
    for (const state::Work& work : scope.work) add_work(live, scope, work, out);
    if (scope.kind == state::ScopeKind::Compensation) continue;  // being undone already
    for (const state::Compensable& one : scope.compensables) add_compensable(live, scope, one, out);
  }
}

std::string_view type_word(definition::EventKind kind) {
  if (kind == definition::EventKind::Message) return "message";
  if (kind == definition::EventKind::Signal) return "signal";
  return kind == definition::EventKind::Conditional ? "conditional" : "";
}

/// What begins the newest enabled version of each process from outside.
void add_starts(const Call& call, std::vector<Row>& out) {
  const auto known = call.services.catalogue.now();
  for (const auto& [key, versions] : known->versions) {
    const host::KnownProcess* process = known->process(key);
    if (!process) continue;
    for (const definition::StartPoint start : definition::start_points(*process->definition)) {
      const definition::EventRule& rule = definition::rule_at(*process->definition, start);
      if (type_word(rule.kind).empty()) continue;
      const std::string* name = rule.name.constant().string();
      out.push_back(
          {.id = "start:" + codec::text(process->row.id) + ":" + definition::name_of(*process->definition, start),
           .type = std::string(type_word(rule.kind)),
           .name = name ? *name : std::string(),
           .execution = {},
           .instance = {},
           .activity = process->definition->at(start.element).id,
           .created = {}});
    }
  }
}

std::expected<std::vector<Row>, Problem> rows_of(const Call& call, const std::string& instance) {
  std::vector<Row> out;
  std::set<InstanceId> ids;
  const store::Sight sight = security::sight(call.caller, security::Action::CaseRead);
  if (!instance.empty()) {
    const auto id = codec::parse_instance_id(instance);
    if (id && !denied(call, security::Action::CaseRead, *id)) ids.insert(*id);
  } else {
    add_starts(call, out);
    Selection<store::InstanceRow> selection{
        .read = [&](const store::Page& page) { return call.services.store.instances({.sight = sight}, page); },
        .keep = [](const store::InstanceRow& row) { return is_running(row.status); }};
    selection.slice.most = most_instances + 1;
    const auto running = gather(selection);
    for (const store::InstanceRow& row : *running) ids.insert(row.id);
    if (ids.size() > most_instances) {
      return std::unexpected(invalid_request("实例过多，请用 processInstanceId 缩小范围",
                                             "Expected a narrower query, for instance by processInstanceId"));
    }
  }
  Lives lives(call.services);
  lives.want(ids);
  for (const InstanceId id : ids) {
    if (const host::Live* live = lives.of(id)) add_instance(*live, out);
  }
  return out;
}

std::expected<Selection<Row>, Problem> select(const Call& call) {
  Filter filter(call);
  const std::string id = filter.text("eventSubscriptionId"), name = filter.text("eventName");
  const std::string type = filter.text("eventType"), execution = filter.text("executionId");
  const std::string instance = filter.text("processInstanceId"), activity = filter.text("activityId");
  const bool tenant = filter.asks_for_a_tenant();
  Selection<Row> selection;
  selection.order = filter.sorting({"created", "tenantId"});
  selection.slice = filter.slice();
  if (auto wrong = filter.finish()) return std::unexpected(std::move(*wrong));
  auto rows = rows_of(call, instance);
  if (!rows) return std::unexpected(rows.error());
  selection.read = [all = std::move(*rows)](const store::Page&) { return store::Listed<Row>{all, {}}; };
  selection.keep = [=](const Row& row) {
    return !tenant && (id.empty() || row.id == id) && (name.empty() || row.name == name) &&
           (type.empty() || row.type == type) && (execution.empty() || row.execution == execution) &&
           (activity.empty() || row.activity == activity);
  };
  return selection;
}

}  // namespace

Answer list_event_subscriptions(const Call& call) {
  const auto selection = select(call);
  if (!selection) return selection.error();
  static const SortKeys<Row> keys{
      {"created", [](const Row& row) { return SortKey(row.created ? row.created->us : 0); }},
      {"tenantId", [](const Row&) { return SortKey(std::string()); }}};
  const auto rows = gather(*selection, keys);
  if (!rows) return rows.error();
  return list_answer(*rows, row_json);
}

Answer count_event_subscriptions(const Call& call) {
  const auto selection = select(call);
  if (!selection) return selection.error();
  return count_answer(*selection);
}

}  // namespace bihuan::compat
