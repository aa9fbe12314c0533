// Executions: the process instance itself and every token that stands somewhere in it; told to go on, or that the
// message they wait for has come.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/listing.h"
#include "api/compat/shape.h"
#include "api/compat/visible.h"
#include "api/security/rights.h"

namespace bihuan::compat {
namespace {

using namespace api;

constexpr std::size_t most_instances = 5000;  ///< looked into for one list

struct Execution {
  InstanceId instance;
  TokenId token;
};

std::string execution_json(InstanceId instance, const std::string& id) {
  JsonObject out;
  out.text("id", id).text("processInstanceId", codec::text(instance)).flag("ended", false);
  nulls(out, {"tenantId"});
  return out.done();
}

struct Wanted {
  std::string activity, execution, event_type, event_name;
  std::vector<Condition> variables, process_variables;
  bool active = false, suspended = false;
};

bool waits_for(const state::Scope& scope, TokenId token, const Wanted& wanted) {
  return std::ranges::any_of(scope.work, [&](const state::Work& work) {
    const auto* subscription = std::get_if<state::Subscription>(&work.detail);
    if (!subscription || work.token != token) return false;
    const bool message = subscription->kind == state::SubscriptionKind::Message;
    return (wanted.event_type.empty() || (wanted.event_type == "message") == message) &&
           (wanted.event_name.empty() || subscription->name == wanted.event_name);
  });
}

bool holds(const std::vector<Condition>& conditions, const state::Variables& variables) {
  return std::ranges::all_of(conditions,
                             [&](const Condition& one) { return one.holds(state::find(variables, one.name)); });
}

/// Whether the token (or, without one, the scope itself) is what is asked for.
bool fits(const host::Live& live, const state::Scope& scope, const state::Token* token, const Wanted& wanted) {
  const InstanceId instance = live.row.id;
  const TokenId id = token ? token->id : TokenId{};
  const std::string own =
      token ? execution_id(instance, id) : execution_id(instance, TokenId{scope.parent ? scope.id.n : 0});
  if (!wanted.execution.empty() && own != wanted.execution) return false;
  if (!wanted.activity.empty() && (!token || activity_of(live, *token) != wanted.activity)) return false;
  const bool asks_event = !wanted.event_type.empty() || !wanted.event_name.empty();
  if (asks_event && !waits_for(scope, id, wanted)) return false;
  const state::Scope* process = live.state.scope(ScopeId{1});
  return holds(wanted.variables, token ? token->locals : scope.variables) &&
         (!process || holds(wanted.process_variables, process->variables));
}

void add_executions(const host::Live& live, const Wanted& wanted, std::vector<Execution>& out) {
  for (const auto& [id, scope] : live.state.scopes()) {
    if (fits(live, scope, nullptr, wanted)) out.push_back({live.row.id, TokenId{scope.parent ? id.n : 0}});
    for (const state::Token& token : scope.tokens) {
      if (fits(live, scope, &token, wanted)) out.push_back({live.row.id, token.id});
    }
  }
}

std::expected<std::vector<Execution>, Problem> find_all(const Call& call, Slice& slice) {
  Filter filter(call);
  Wanted wanted;
  store::InstanceQuery query{.sight = security::sight(call.caller, security::Action::CaseRead)};
  wanted.activity = filter.text("activityId");
  wanted.execution = filter.text("executionId");
  query.process = filter.text("processDefinitionKey");
  query.business_key = filter.text("businessKey");
  const std::string definition = filter.text("processDefinitionId"), instance = filter.text("processInstanceId");
  const std::string message = filter.text("messageEventSubscriptionName"),
                    signal = filter.text("signalEventSubscriptionName");
  wanted.variables = filter.conditions("variables");
  wanted.process_variables = filter.conditions("processVariables");
  wanted.active = filter.flag("active");
  wanted.suspended = filter.flag("suspended");
  const bool tenant = filter.asks_for_a_tenant();
  wanted.event_type = !message.empty() ? "message" : !signal.empty() ? "signal" : "";
  wanted.event_name = !message.empty() ? message : signal;
  filter.sorting({"instanceId", "definitionKey", "definitionId"});
  slice = filter.slice();
  if (auto wrong = filter.finish()) return std::unexpected(*wrong);
  std::vector<Execution> out;
  if (tenant) return out;
  Lives lives(call.services);
  const auto take = [&](InstanceId id) {
    const host::Live* live = lives.of(id);
    if (!live || !is_running(live->row.status)) return;
    if (wanted.active && live->row.status != state::Status::Active) return;
    if (wanted.suspended && live->row.status != state::Status::Suspended) return;
    if (!definition.empty() && definition_id(lives.known(), live->row.definition) != definition) return;
    if (!query.process.empty() && live->row.process != query.process) return;
    add_executions(*live, wanted, out);
  };
  const std::string named = !instance.empty() ? instance : wanted.execution;
  if (!named.empty()) {
    const auto place = parse_place(named);
    if (place && running_instance(call, codec::text(place->instance))) take(place->instance);
    return out;
  }
  std::vector<store::InstanceRow> rows;
  Selection<store::InstanceRow> selection{
      .read = [&](const store::Page& page) { return call.services.store.instances(query, page); },
      .keep = [](const store::InstanceRow& row) { return is_running(row.status); }};
  selection.slice.most = most_instances + 1;
  auto gathered = gather(selection);
  if (gathered && gathered->size() > most_instances) {
    return std::unexpected(invalid_request("实例过多，请用 processInstanceId 缩小范围",
                                           "Expected a narrower query, for instance by processInstanceId"));
  }
  std::set<InstanceId> ids;
  for (const auto& row : *gathered) ids.insert(row.id);
  lives.want(ids);
  for (const InstanceId id : ids) take(id);
  return out;
}

/// The subscription of this kind and name at the place, or at the scope itself.
const state::Work* subscription_at(const Inside& at, const std::string& name) {
  for (const state::Work& work : at.scope->work) {
    const auto* subscription = std::get_if<state::Subscription>(&work.detail);
    if (!subscription || subscription->kind != state::SubscriptionKind::Message || subscription->name != name) continue;
    if (work.token == at.token_id()) return &work;
  }
  return nullptr;
}

}  // namespace

Answer list_executions(const Call& call) {
  Slice slice;
  auto found = find_all(call, slice);
  if (!found) return found.error();
  return list_answer(cut(std::move(*found), slice), [](const Execution& one) {
    return execution_json(one.instance, execution_id(one.instance, one.token));
  });
}

Answer count_executions(const Call& call) {
  Slice slice;
  const auto found = find_all(call, slice);
  if (!found) return found.error();
  return json_answer(JsonObject().number("count", static_cast<std::int64_t>(found->size())).done());
}

Answer read_execution(const Call& call) {
  const auto at = inside(call, call.parameter("id"), "执行", "execution");
  if (!at) return at.error();
  return json_answer(execution_json(at->live->row.id, call.parameter("id")));
}

Answer signal_execution(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto at = inside(call, call.parameter("id"), "执行", "execution");
  if (!at) return at.error();
  const state::Token* token = at->token;
  if (!token && at->scope->tokens.size() == 1) token = &at->scope->tokens.front();
  if (!token) return cannot("该执行没有在等待", "Cannot signal: the execution waits nowhere in particular");
  return tell_if(call, security::Action::CaseEdit, at->live->row.id,
                 command::ContinueToken{token->id, std::move(*variables)});
}

Answer trigger_execution_message(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Any}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto at = inside(call, call.parameter("id"), "执行", "execution");
  if (!at) return at.error();
  const state::Work* work = subscription_at(*at, call.parameter("messageName"));
  if (!work) {
    return cannot("该执行没有在等待消息 " + call.parameter("messageName"),
                  "Expected the execution to wait for the message " + call.parameter("messageName"));
  }
  return tell_if(call, security::Action::CaseEdit, at->live->row.id,
                 command::Trigger{work->id, {}, std::move(*variables)});
}

Answer read_execution_subscription(const Call& call) {
  const auto at = inside(call, call.parameter("id"), "执行", "execution");
  if (!at) return at.error();
  const state::Work* work = subscription_at(*at, call.parameter("messageName"));
  if (!work) return nothing_with("消息订阅", "message event subscription", call.parameter("messageName"));
  JsonObject out;
  out.text("id", codec::text(at->live->row.id, work->id)).text("eventType", "message");
  out.text("eventName", call.parameter("messageName")).text("executionId", call.parameter("id"));
  out.text("processInstanceId", codec::text(at->live->row.id));
  out.text("activityId", at->live->definition->at(work->element).id);
  nulls(out, {"createdDate", "tenantId"});
  return json_answer(out.done());
}

}  // namespace bihuan::compat
