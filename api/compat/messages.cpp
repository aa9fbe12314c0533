// Messages, signals and conditions from outside. A message is correlated by its name and what else is given: business
// key, instance, variables. It reaches exactly one that waits for it, else begins the process that it starts; more than
// one is an error, unless all are asked for.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/process_instance_view.h"
#include "api/compat/shape.h"
#include "api/compat/visible.h"
#include "api/json_writer.h"

namespace bihuan::compat {
namespace {

using namespace api;

constexpr Field message_fields[] = {{"messageName"},
                                    {"businessKey"},
                                    {"tenantId"},
                                    {"withoutTenantId", FieldType::Flag},
                                    {"processInstanceId"},
                                    {"correlationKeys", FieldType::Any},
                                    {"localCorrelationKeys", FieldType::Any},
                                    {"processVariables", FieldType::Any},
                                    {"processVariablesLocal", FieldType::Any},
                                    {"processVariablesToTriggeredScope", FieldType::Any},
                                    {"all", FieldType::Flag},
                                    {"resultEnabled", FieldType::Flag},
                                    {"variablesInResultEnabled", FieldType::Flag}};

struct Message {
  std::string name, business_key;
  InstanceId instance;
  bool named_instance = false;
  state::Variables keys, local_keys, variables;
  bool all = false, result = false, variables_in_result = false;
};

/// One that waits, or a process that the message starts.
struct Receiver {
  InstanceId instance;
  WorkId subscription;
  TokenId token;
  DefinitionId definition;
  std::string start;
};

Problem mismatch(const std::string& name, std::string zh, const std::string& en) {
  return refused(
      std::move(zh),
      "org.camunda.bpm.engine.MismatchingMessageCorrelationException: Cannot correlate message '" + name + "': " + en);
}

std::expected<Message, Problem> read_message(const Body& body) {
  Message out{.name = body.text("messageName"), .business_key = body.text("businessKey")};
  if (out.name.empty()) return std::unexpected(invalid_request("请指明 messageName", "No message name supplied"));
  if (body.has("tenantId")) {
    return std::unexpected(invalid_request("本系统没有租户", "Expected no tenantId: this server has no tenants"));
  }
  if (body.has("processInstanceId")) {
    out.named_instance = true;
    out.instance = codec::parse_instance_id(body.text("processInstanceId")).value_or(InstanceId{});
  }
  struct Part {
    std::string_view name;
    state::Variables* into;
  };
  // Variables have one place here: where the message's outputs write them. All three kinds go there.
  for (const Part& part : {Part{"correlationKeys", &out.keys}, Part{"localCorrelationKeys", &out.local_keys},
                           Part{"processVariables", &out.variables}, Part{"processVariablesLocal", &out.variables},
                           Part{"processVariablesToTriggeredScope", &out.variables}}) {
    auto read = variables_of(body, part.name);
    if (!read) return std::unexpected(read.error());
    part.into->insert(part.into->end(), read->begin(), read->end());
  }
  out.all = body.flag("all");
  out.variables_in_result = body.flag("variablesInResultEnabled");
  out.result = body.flag("resultEnabled");
  if (out.variables_in_result && !out.result) {
    return std::unexpected(invalid_request("variablesInResultEnabled 需要 resultEnabled",
                                           "variablesInResultEnabled can only be set with resultEnabled"));
  }
  return out;
}

bool hold(const state::Variables& wanted, const state::Variables& actual) {
  return std::ranges::all_of(wanted, [&](const auto& one) {
    const Value* value = state::find(actual, one.first);
    return value && *value == one.second;
  });
}

/// What the message may be for: every subscription of its name, in the instance that is named, or with the business
/// key, or without a key of its own.
std::vector<store::SubscriptionRow> subscriptions(const Call& call, const Message& message) {
  store::Store& store = call.services.store;
  std::vector<store::SubscriptionRow> rows;
  if (message.named_instance) {
    rows = store.subscriptions_of(message.instance);
    std::erase_if(rows, [&](const auto& row) {
      return row.kind != state::SubscriptionKind::Message || row.name != message.name;
    });
  } else {
    rows = store.message_subscriptions(message.name, message.business_key);
  }
  if (!message.business_key.empty()) {
    std::erase_if(rows, [&](const auto& row) {
      return row.business_key != message.business_key && row.key != message.business_key;
    });
  }
  return rows;
}

std::vector<Receiver> waiting(const Call& call, const Message& message) {
  const auto rows = subscriptions(call, message);
  std::vector<Receiver> out;
  Lives lives(call.services);
  lives.want_of(rows);
  for (const store::SubscriptionRow& row : rows) {
    const host::Live* live = lives.of(row.instance);
    const state::Work* work = live ? live->state.work(row.work) : nullptr;
    if (!work || live->row.status != state::Status::Active) continue;
    const state::Scope* process = live->state.scope(ScopeId{1});
    const state::Scope& scope = *live->state.scope(live->state.scope_of(row.work));
    const state::Token* token = state::find_token(scope, work->token);
    if (!hold(message.keys, variables_from(live->state, process ? *process : scope, {}))) continue;
    if (!hold(message.local_keys, token ? variables_from(live->state, scope, token->id) : scope.variables)) continue;
    out.push_back({row.instance, row.work, work->token, {}, {}});
  }
  return out;
}

std::vector<Receiver> starts(const Call& call, const Message& message) {
  std::vector<Receiver> out;
  if (message.named_instance || !message.local_keys.empty()) return out;
  const auto known = call.services.catalogue.now();
  for (const host::KnownStart& start : known->starts_on(definition::EventKind::Message, message.name)) {
    out.push_back({{}, {}, {}, start.definition, start.element});
  }
  return out;
}

std::string execution_result(const Receiver& receiver, const host::Ran& ran) {
  JsonObject execution;
  execution.text("id", codec::text(codec::Reference{receiver.instance, receiver.token ? receiver.token.n : 1}));
  execution.text("processInstanceId", codec::text(receiver.instance)).flag("ended", !is_running(ran.live->row.status));
  execution.raw("tenantId", "null");
  return JsonObject()
      .text("resultType", "Execution")
      .raw("execution", execution.done())
      .raw("processInstance", "null")
      .done();
}

std::string start_result(const Call& call, const host::Ran& ran) {
  JsonObject out;
  out.text("resultType", "ProcessDefinition").raw("execution", "null");
  out.raw("processInstance", process_instance_json(*call.services.catalogue.now(), ran, nullptr));
  return out.done();
}

std::string result_json(const Call& call, const Message& message, const Receiver& receiver, const host::Ran& ran) {
  std::string json = receiver.definition ? start_result(call, ran) : execution_result(receiver, ran);
  if (!message.variables_in_result) return json;
  const state::Scope* process = ran.live->state.scope(ScopeId{1});
  json.pop_back();
  return json +
         ",\"variables\":" + shown_variables_json(call, *ran.live, process ? process->variables : state::Variables()) +
         "}";
}

decltype(host::Request::what) command_for(const Call& call, const Message& message, const Receiver& receiver) {
  if (!receiver.definition) {
    return host::Tell{receiver.instance, command::Trigger{receiver.subscription, {}, message.variables}};
  }
  host::Start start{.definition = receiver.definition, .start_element = receiver.start};
  start.business_key = message.business_key;
  start.initiator = call.caller.person;
  start.variables = message.variables;
  start.variables.insert(start.variables.end(), message.keys.begin(), message.keys.end());
  return start;
}

Answer deliver_to_one(const Call& call, const Message& message, const Receiver& receiver) {
  return call.ask(
      command_for(call, message, receiver),
      [=](const host::Ran& ran) {
        return message.result ? "[" + result_json(call, message, receiver, ran) + "]" : std::string();
      },
      message.result ? 200 : 204);
}

/// Each in a command of its own; who stopped waiting meanwhile is passed over.
Answer deliver_to_all(const Call& call, const Message& message, const std::vector<Receiver>& receivers) {
  std::vector<decltype(host::Request::what)> commands;
  for (const Receiver& one : receivers) commands.push_back(command_for(call, message, one));
  const auto answers = call.ask_all(std::move(commands), [&](std::size_t i, const host::Ran& ran) {
    return ran.failure ? host::Rendered{404, ""} : host::Rendered{200, result_json(call, message, receivers[i], ran)};
  });
  if (!message.result) return empty_answer();
  std::string list;
  for (const host::Rendered& one : answers) {
    if (one.status == 200) list += (list.empty() ? "" : ",") + one.body;
  }
  return json_answer("[" + list + "]");
}

}  // namespace

Answer correlate_message(const Call& call) {
  const auto body = call.body(message_fields);
  if (!body) return body.error();
  const auto message = read_message(*body);
  if (!message) return message.error();
  std::vector<Receiver> receivers = waiting(call, *message);
  if (receivers.empty() || message->all) {
    for (Receiver& one : starts(call, *message)) receivers.push_back(std::move(one));
  }
  if (message->all) return deliver_to_all(call, *message, receivers);
  if (receivers.empty()) {
    return mismatch(message->name, "没有谁在等待该消息", "No process definition or execution matches the parameters");
  }
  if (receivers.size() > 1) {
    return mismatch(message->name, fmt::format("有 {} 处在等待该消息", receivers.size()),
                    fmt::format("{} executions match the correlation keys", receivers.size()));
  }
  return deliver_to_one(call, *message, receivers.front());
}

Answer throw_signal(const Call& call) {
  static constexpr Field fields[] = {{"name", FieldType::Text, true},
                                     {"executionId"},
                                     {"variables", FieldType::Any},
                                     {"tenantId"},
                                     {"withoutTenantId", FieldType::Flag}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (body->has("tenantId"))
    return invalid_request("本系统没有租户", "Expected no tenantId: this server has no tenants");
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  if (!body->has("executionId")) {
    return call.ask(
        host::Broadcast{body->text("name"), std::move(*variables)}, [](const host::Ran&) { return std::string(); },
        204);
  }
  const auto at = inside(call, body->text("executionId"), "执行", "execution");
  if (!at) return at.error();
  for (const state::Work& work : at->scope->work) {
    const auto* subscription = std::get_if<state::Subscription>(&work.detail);
    const bool wanted = subscription && subscription->kind == state::SubscriptionKind::Signal &&
                        subscription->name == body->text("name") && work.token == at->token_id();
    if (wanted) return tell(call, at->live->row.id, command::Trigger{work.id, {}, std::move(*variables)});
  }
  return cannot("该执行没有在等待该信号", "Execution '" + body->text("executionId") +
                                              "' has not subscribed to a signal event with name '" +
                                              body->text("name") + "'.");
}

/// Conditional start events: every process whose condition is true over these variables begins.
Answer evaluate_conditions(const Call& call) {
  static constexpr Field fields[] = {{"variables", FieldType::Any},
                                     {"businessKey"},
                                     {"tenantId"},
                                     {"withoutTenantId", FieldType::Flag},
                                     {"processDefinitionId"}};
  const auto body = call.body(fields);
  if (!body) return body.error();
  if (body->has("tenantId")) {
    return invalid_request("本系统没有租户", "Expected no tenantId: this server has no tenants");
  }
  auto variables = variables_of(*body, "variables");
  if (!variables) return variables.error();
  const auto known = call.services.catalogue.now();
  host::EvaluateConditions evaluate{.variables = std::move(*variables), .business_key = body->text("businessKey")};
  evaluate.initiator = call.caller.person;
  if (body->has("processDefinitionId")) {
    const host::KnownProcess* process = find_definition(*known, body->text("processDefinitionId"));
    if (!process) return nothing_with("流程定义", "process definition", body->text("processDefinitionId"));
    evaluate.definition = process->row.id;
  }
  std::vector<InstanceId> started;
  std::vector<decltype(host::Request::what)> requests;
  requests.emplace_back(std::move(evaluate));
  const auto answers = call.ask_all(std::move(requests), [&](std::size_t, const host::Ran& ran) {
    started = ran.started;
    return ran.failure ? call.failed(problem_of(*ran.failure)) : host::Rendered{200, ""};
  });
  if (answers.front().status >= 400) return json_answer(answers.front().body, answers.front().status);
  return json_answer(json_list(call.services.store.load(started), [&](const store::LoadedInstance& one) {
    return process_instance_json(*known, one.row);
  }));
}

}  // namespace bihuan::compat
