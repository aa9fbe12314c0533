// Decides how the database finds what waits: subscriptions, kept messages, due jobs and their leases. The clock of the
// database decides what is due; on SQLite it is the clock that the store was opened with.
#include <algorithm>

#include "adapters/store/list_order.h"
#include "adapters/store/sql_store.h"

namespace bihuan::store {

namespace {

const std::string select_subscription =
    "SELECT " + names_of<SubscriptionRow>() + " FROM subscription WHERE part = $1 AND ";
const std::string for_message =
    select_subscription +
    "kind = $2 AND name = $3 AND (key = $4 OR (key = '' AND business_key = $4)) ORDER BY instance, work";
const std::string for_signal = select_subscription + "kind = $2 AND name = $3 ORDER BY instance, work";
const std::string of_instance = select_subscription + "instance = $2 ORDER BY work";

const std::string select_message = "SELECT " + names_of<MessageRow>() + " FROM message WHERE part = $2 AND ";
const std::string waiting_messages =
    select_message + "name = $3 AND key = $4 AND taken = 0 AND expires > {now} ORDER BY created, id";
constexpr const char* delete_expired = R"sql(DELETE FROM message WHERE part = $1 AND expires <= $2)sql";

const std::string select_job =
    "SELECT " + names_of<JobRow>() + " FROM job WHERE part = $1 AND instance = $2 AND work = $3";
constexpr const char* free_timer = R"sql(
 kind = 0 AND suspended = 0 AND (lock_until IS NULL OR lock_until <= {now}))sql";
constexpr const char* free_call = R"sql( kind = 1 AND suspended = 0 AND retries > 0 AND lock_until IS NULL)sql";
constexpr const char* extend_text = R"sql(
UPDATE job SET lock_until = {now} + $5
WHERE part = $2 AND instance = $3 AND work = $4 AND lock_owner = $6 AND lock_until > {now} RETURNING work)sql";
constexpr const char* release_text = R"sql(
UPDATE job SET lock_owner = '', lock_until = NULL
WHERE part = $1 AND instance = $2 AND work = $3 AND lock_owner = $4)sql";

const char* order_text(LeaseOrder order) {
  switch (order) {
    case LeaseOrder::Due:
      return "due, instance, work";
    case LeaseOrder::Priority:
      return "priority DESC, due, instance, work";
    case LeaseOrder::Newest:
      return "instance DESC, work DESC";
  }
  return "";
}

/// Takes due jobs in the order asked for, passing over those that another node is taking at this moment.
std::string lease_text(const LeaseRequest& request) {
  const std::size_t topics = request.topics.size();
  std::string wanted;
  for (std::size_t i = 0; i < topics; ++i) wanted += (i ? ", $" : "$") + std::to_string(6 + i);
  std::string only = topics ? " AND topic IN (" + wanted + ")" : "";
  if (request.work) {
    only += " AND instance = $" + std::to_string(6 + topics) + " AND work = $" + std::to_string(7 + topics);
  }
  return std::string("WITH taken(p, i, w) AS MATERIALIZED (SELECT part, instance, work FROM job WHERE part = $2 AND") +
         (request.kind == JobKind::Timer ? free_timer : free_call) + " AND due <= {now}" + only + " ORDER BY " +
         order_text(request.order) +
         " LIMIT $3{skip locked}) UPDATE job SET lock_owner = $4, lock_until = {now} + $5 "
         "FROM taken WHERE part = p AND instance = i AND work = w RETURNING " +
         names_of<JobRow>();
}

}  // namespace

std::vector<SubscriptionRow> SqlStore::message_subscriptions(const std::string& name, const std::string& key) {
  const auto kind = static_cast<std::int64_t>(state::SubscriptionKind::Message);
  return rows_in<SubscriptionRow>(
      read(Step(for_message).number(own_part).number(kind).text_value(name).text_value(key)));
}

std::vector<SubscriptionRow> SqlStore::signal_subscriptions(const std::string& name) {
  const auto kind = static_cast<std::int64_t>(state::SubscriptionKind::Signal);
  return rows_in<SubscriptionRow>(read(Step(for_signal).number(own_part).number(kind).text_value(name)));
}

std::vector<SubscriptionRow> SqlStore::subscriptions_of(InstanceId instance) {
  return rows_in<SubscriptionRow>(read(step_for(of_instance, instance)));
}

std::vector<MessageRow> SqlStore::messages_waiting(const std::string& name, const std::string& key) {
  return rows_in<MessageRow>(read(clock_step(waiting_messages).number(own_part).text_value(name).text_value(key)));
}

void SqlStore::forget_messages(Instant now) {
  write({Step(delete_expired).number(own_part).number(now.us)});
}

std::vector<JobRow> SqlStore::lease_jobs(const LeaseRequest& request) {
  Step step = clock_step(lease_text(request));
  step.number(own_part).number(std::max(request.limit, 0));
  step.text_value(request.owner).number(request.lease_us);
  for (const std::string& topic : request.topics) step.text_value(topic);
  if (request.work) step.number(number_of(request.instance)).number(number_of(request.work));
  const auto result = write({step});
  std::vector<JobRow> jobs = rows_in<JobRow>(result.value().front());
  std::ranges::sort(jobs, [&](const JobRow& a, const JobRow& b) { return leased_before(request.order, a, b); });
  return jobs;
}

bool SqlStore::extend_lease(InstanceId instance, WorkId work, const std::string& owner, std::int64_t lease_us) {
  Step step = clock_step(extend_text).number(part_of(instance)).number(number_of(instance)).number(number_of(work));
  const auto result = write({step.number(lease_us).text_value(owner)});
  return !result.value().front().empty();
}

void SqlStore::release_lease(InstanceId instance, WorkId work, const std::string& owner) {
  write_and_ring(Topic::Jobs, {step_for(release_text, instance).number(number_of(work)).text_value(owner)});
}

std::optional<JobRow> SqlStore::job(InstanceId instance, WorkId work) {
  const Rows rows = read(step_for(select_job, instance).number(number_of(work)));
  if (rows.empty()) return std::nullopt;
  return row_in<JobRow>(rows[0]);
}

}  // namespace bihuan::store
