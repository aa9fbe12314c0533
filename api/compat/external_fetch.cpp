// Fetch and lock: a worker asks for tasks of its topics, each with its own lock duration, variables and filters, and
// waits for a while where there are none yet. What was taken and does not pass a topic's filters is given back at once.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/external_task_view.h"
#include "api/compat/shape.h"
#include "api/external_task_desk.h"
#include "api/once.h"

namespace bihuan::compat {
namespace {

using namespace api;
using store::JobRow;

constexpr std::int64_t us_per_ms = 1000;
constexpr std::int64_t longest_wait_ms = 30 * 60 * 1000;
constexpr std::int64_t longest_lock_ms = 24 * 3600 * 1000;
constexpr std::int64_t most_tasks = 1000;
constexpr int most_looked_at = 1000;  ///< tasks that one poll takes and gives back because of filters

constexpr Field topic_fields[] = {{"topicName", FieldType::Text, true},
                                  {"lockDuration", FieldType::Integer, true},
                                  {"variables", FieldType::Texts},
                                  {"localVariables", FieldType::Flag},
                                  {"deserializeValues", FieldType::Flag},
                                  {"businessKey"},
                                  {"processDefinitionId"},
                                  {"processDefinitionIdIn", FieldType::Texts},
                                  {"processDefinitionKey"},
                                  {"processDefinitionKeyIn", FieldType::Texts},
                                  {"processDefinitionVersionTag"},
                                  {"processVariables", FieldType::Variables},
                                  {"withoutTenantId", FieldType::Flag},
                                  {"tenantIdIn", FieldType::Texts},
                                  {"includeExtensionProperties", FieldType::Flag}};
constexpr Field sorting_fields[] = {{"sortBy", FieldType::Text, true}, {"sortOrder", FieldType::Text, true}};
constexpr Field fields[] = {{"workerId", FieldType::Text, true},
                            {"maxTasks", FieldType::Integer, true},
                            {"usePriority", FieldType::Flag},
                            {"asyncResponseTimeout", FieldType::Integer},
                            {"topics", FieldType::Objects, false, topic_fields},
                            {"sorting", FieldType::Objects, false, sorting_fields}};

struct Topic {
  std::int64_t lock_us = 0;
  WantedVariables variables;
  std::string business_key, definition, key, version_tag;
  std::vector<std::string> definitions, keys;
  state::Variables process_variables;
  bool tenant = false;  ///< asks for a tenant's tasks: there are none
};

struct Fetch {
  store::LeaseRequest lease;
  std::map<std::string, Topic, std::less<>> topics;
};

bool contains(const std::vector<std::string>& list, const std::string& one) {
  return std::ranges::find(list, one) != list.end();
}

bool filters(const Topic& topic) {
  return !topic.business_key.empty() || !topic.definition.empty() || !topic.key.empty() || !topic.version_tag.empty() ||
         !topic.definitions.empty() || !topic.keys.empty() || !topic.process_variables.empty() || topic.tenant;
}

bool fits(const Topic& topic, const JobRow& row, Lives& lives) {
  if (!filters(topic)) return true;
  const host::Live* live = lives.of(row.instance);
  const host::KnownProcess* process = live ? lives.known().process(live->row.definition) : nullptr;
  if (!process || topic.tenant) return false;
  const std::string id = definition_id(process->row);
  const state::Scope* scope = live->state.scope(ScopeId{1});
  const bool variables = std::ranges::all_of(topic.process_variables, [&](const auto& wanted) {
    const Value* value = scope ? state::find(scope->variables, wanted.first) : nullptr;
    return value && *value == wanted.second;
  });
  return variables && (topic.business_key.empty() || row.business_key == topic.business_key) &&
         (topic.definition.empty() || id == topic.definition) && (topic.key.empty() || row.process == topic.key) &&
         (topic.version_tag.empty() || process->row.version_tag == topic.version_tag) &&
         (topic.definitions.empty() || contains(topic.definitions, id)) &&
         (topic.keys.empty() || contains(topic.keys, row.process));
}

/// Takes until there are enough, or no more; what does not fit is held meanwhile, so that it is not met again.
std::vector<JobRow> take(store::Store& store, const Services& services, const Fetch& fetch) {
  std::vector<JobRow> taken, unfit;
  for (bool more = true; more;) {
    store::LeaseRequest request = fetch.lease;
    request.limit = fetch.lease.limit - static_cast<int>(taken.size());
    const auto leased = store.lease_jobs(request);
    Lives lives(services);
    for (const JobRow& row : leased)
      (fits(fetch.topics.find(row.topic)->second, row, lives) ? taken : unfit).push_back(row);
    more = !leased.empty() && static_cast<int>(leased.size()) == request.limit &&
           static_cast<int>(taken.size()) < fetch.lease.limit && static_cast<int>(unfit.size()) < most_looked_at;
  }
  for (const JobRow& row : unfit) store.release_lease(row.instance, row.work, row.lock_owner);
  for (JobRow& row : taken) {
    const std::int64_t lock_us = fetch.topics.find(row.topic)->second.lock_us;
    if (lock_us == fetch.lease.lease_us) continue;
    store.extend_lease(row.instance, row.work, row.lock_owner, lock_us);
    row.lock_until = store.now() + lock_us;
  }
  return taken;
}

std::string answer_json(const Services& services, const Fetch& fetch, const std::vector<JobRow>& jobs) {
  Lives lives(services);
  lives.want_of(jobs);
  return json_list(jobs, [&](const JobRow& row) {
    return locked_task_json(row, lives, fetch.topics.find(row.topic)->second.variables, &services.zones);
  });
}

std::optional<Problem> read_topic(const Body& given, Fetch& fetch) {
  const std::string name = given.text("topicName");
  Topic topic{.lock_us = given.integer("lockDuration").value_or(0) * us_per_ms};
  if (name.empty() || name.starts_with("bihuan:")) {
    return invalid_request("主题名称无效", "Expected a topicName that is not the program's own");
  }
  if (topic.lock_us <= 0 || topic.lock_us > longest_lock_ms * us_per_ms) {
    return invalid_request(fmt::format("lockDuration 应在 1 到 {} 之间", longest_lock_ms),
                           fmt::format("Expected a lockDuration between 1 and {}", longest_lock_ms));
  }
  if (given.has("variables")) topic.variables.names = given.texts("variables");
  topic.variables.local = given.flag("localVariables");
  topic.business_key = given.text("businessKey");
  topic.definition = given.text("processDefinitionId");
  topic.definitions = given.texts("processDefinitionIdIn");
  topic.key = given.text("processDefinitionKey");
  topic.keys = given.texts("processDefinitionKeyIn");
  topic.version_tag = given.text("processDefinitionVersionTag");
  topic.process_variables = given.variables("processVariables");
  topic.tenant = !given.texts("tenantIdIn").empty();
  fetch.lease.lease_us = std::max(fetch.lease.lease_us, topic.lock_us);
  if (!fetch.topics.emplace(name, std::move(topic)).second) {
    return invalid_request("主题重复：" + name, "Expected each topicName once, but " + name + " is there twice");
  }
  fetch.lease.topics.push_back(name);
  return std::nullopt;
}

std::optional<Problem> read_order(const Body& body, store::LeaseOrder& order) {
  using enum store::LeaseOrder;
  order = body.flag("usePriority") ? Priority : Due;
  for (const Body& one : body.objects("sorting")) {
    if (one.text("sortBy") != "createTime")
      return invalid_request("只能按 createTime 排序", "Expected sortBy createTime");
    if (order == Due && one.text("sortOrder") == "desc") order = Newest;
  }
  return std::nullopt;
}

std::expected<Fetch, Problem> read_fetch(const Body& body) {
  Fetch fetch{.lease = {.kind = store::JobKind::External, .topics = {}, .owner = body.text("workerId"), .lease_us = 0}};
  if (fetch.lease.owner.empty())
    return std::unexpected(invalid_request("workerId 不能为空", "workerId is null or empty"));
  const std::int64_t most = body.integer("maxTasks").value_or(0);
  if (most < 1) return std::unexpected(invalid_request("maxTasks 应大于 0", "Expected maxTasks to be at least 1"));
  fetch.lease.limit = static_cast<int>(std::min(most, most_tasks));
  for (const Body& topic : body.objects("topics")) {
    if (auto wrong = read_topic(topic, fetch)) return std::unexpected(std::move(*wrong));
  }
  if (auto wrong = read_order(body, fetch.lease.order)) return std::unexpected(std::move(*wrong));
  return fetch;
}

}  // namespace

Answer fetch_and_lock(const Call& call) {
  const auto body = call.body(fields);
  if (!body) return body.error();
  const std::int64_t wait_ms = body->integer("asyncResponseTimeout").value_or(0);
  if (wait_ms < 0 || wait_ms > longest_wait_ms) {
    return invalid_request(
        "asyncResponseTimeout 应在 0 到 1800000 之间",
        "The asynchronous response timeout cannot be set to a value greater than 1800000 milliseconds");
  }
  auto read = read_fetch(*body);
  if (!read) return read.error();
  if (read->topics.empty()) return json_answer("[]");
  const auto fetch = std::make_shared<const Fetch>(std::move(*read));
  Poll poll{.owner = fetch->lease.owner, .until = call.services.host.now() + wait_ms * us_per_ms};
  poll.lease = [fetch, services = &call.services](store::Store& store) { return take(store, *services, *fetch); };
  poll.answer = [call, fetch](const std::vector<JobRow>& jobs) {
    std::string json = answer_json(call.services, *fetch, jobs);
    keep_answer(call, 200, json);
    call.send(json_answer(std::move(json)));
  };
  poll.still_there = [reply = call.reply] { return reply.client() == http::Client::Connected && !reply.answered(); };
  call.reply.answer_when_stopping(json_answer("[]"));
  call.reply.on_client_change([desk = &call.services.external_tasks](http::Client) { desk->wake(); });
  call.services.external_tasks.wait(std::move(poll));
  return Later{};
}

}  // namespace bihuan::compat
