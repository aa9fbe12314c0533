#include "api/cli/bench/stock.h"

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>

#include "adapters/codec/records.h"
#include "adapters/codec/time.h"
#include "engine/base/check.h"

namespace bihuan::cli::bench {
namespace {

constexpr std::size_t of_one_commit = 500;
constexpr std::int64_t minute_us = 60 * us_per_second;
/// Timers come due when they are all there: the slowest machine that is of interest lays in so many a second.
constexpr double before_due_s = 3, laid_in_per_s = 6000, longest_drain_s = 3600;

/// What the start of one instance wrote.
struct Pattern {
  store::InstanceWrite instance;
  state::Header header;
  std::vector<store::JournalRow> journal;
  std::vector<store::TaskRow> tasks;
  std::vector<store::JobRow> jobs;
};

using StartOf = std::function<host::Start(int)>;

/// One instance for each of the people, started by the host. Waits until all are durable.
void start_patterns(host::Host& host, const StartOf& start_of) {
  std::promise<std::string> all;
  std::size_t open = stock_people;
  std::string refused;
  for (int i = 0; i < stock_people; ++i) {
    host::Request request{.what = start_of(i), .actor = "bench"};
    request.render = [&](const host::Ran& ran) {
      if (ran.failure) refused = ran.failure->message_en;
      return host::Rendered{};
    };
    request.answer = [&](const host::Rendered&) {
      if (--open == 0) all.set_value(refused);
    };
    host.ask(std::move(request));
  }
  const std::string why = all.get_future().get();
  if (!why.empty()) throw std::runtime_error("the stock is refused: " + why);
}

std::vector<Pattern> patterns_of(const std::vector<store::Batch>& batches) {
  std::map<InstanceId, Pattern> by_instance;
  for (const store::Batch& batch : batches) {
    for (const auto& write : batch.instances) by_instance[write.row.id].instance = write;
    for (const auto& row : batch.journal) by_instance[row.instance].journal.push_back(row);
    for (const auto& row : batch.tasks) by_instance[row.instance].tasks.push_back(row);
    for (const auto& row : batch.jobs) by_instance[row.instance].jobs.push_back(row);
  }
  std::vector<Pattern> out;
  for (auto& [id, pattern] : by_instance) {
    auto header = codec::decode_header(pattern.instance.row.header);
    CHECK(header.has_value() && pattern.tasks.size() + pattern.jobs.size() == 1);
    pattern.header = std::move(*header);
    out.push_back(std::move(pattern));
  }
  return out;
}

/// The `n`-th copy: two of three tasks are due within a month.
void add_copy(store::Batch& batch, const Pattern& pattern, InstanceId id, std::size_t n) {
  store::InstanceWrite instance = pattern.instance;
  state::Header header = pattern.header;
  header.id = instance.row.id = instance.row.root = id;
  instance.row.header = codec::encode_header(header);
  instance.row.started.us += static_cast<std::int64_t>(n);
  batch.instances.push_back(std::move(instance));
  for (store::JournalRow row : pattern.journal) {
    row.instance = id;
    batch.journal.push_back(std::move(row));
  }
  for (store::JobRow job : pattern.jobs) {
    job.instance = id;
    batch.jobs.push_back(std::move(job));
  }
  for (store::TaskRow task : pattern.tasks) {
    task.instance = id;
    task.created.us += static_cast<std::int64_t>(n);
    const std::int64_t minutes = static_cast<std::int64_t>(n * 7919 % (30 * 24 * 60));
    if (n % 3 != 0) task.due = Instant{task.created.us + minutes * minute_us};
    batch.tasks.push_back(std::move(task));
  }
}

std::vector<Pattern> lay_patterns(Session& session, const StartOf& start_of) {
  session.record();
  start_patterns(session.host(), start_of);
  std::vector<Pattern> patterns = patterns_of(session.recorded());
  for (const Pattern& pattern : patterns) session.stock().instances.push_back(pattern.instance.row.id);
  return patterns;
}

void copy_until(Session& session, const std::vector<Pattern>& patterns, std::size_t count) {
  Stock& stock = session.stock();
  while (stock.instances.size() < count) {
    const std::size_t some = std::min(of_one_commit, count - stock.instances.size());
    const std::uint64_t first = session.ground().store().lease_ids(some);
    store::Batch batch;
    for (std::size_t i = 0; i < some; ++i) {
      const std::size_t n = stock.instances.size();
      stock.instances.push_back(InstanceId{first + i});
      add_copy(batch, patterns[n % patterns.size()], stock.instances.back(), n);
    }
    if (!session.ground().store().commit(batch).none()) throw std::runtime_error("the stock is not new");
  }
  session.ground().settle();
}

}  // namespace

void lay_in(Session& session, std::size_t count) {
  CHECK(count >= static_cast<std::size_t>(stock_people));
  const auto patterns = lay_patterns(session, [](int i) {
    return host::Start{.process = "task", .variables = {{"who", fmt::format("s-{},{}", i, stock_everybody)}}};
  });
  session.stock().task = patterns.front().tasks.front().work;
  copy_until(session, patterns, count);
}

void lay_in_due(Session& session, std::size_t count) {
  CHECK(count >= static_cast<std::size_t>(stock_people));
  const double seconds = before_due_s + static_cast<double>(count) / laid_in_per_s;
  const Instant due = session.ground().store().now() + static_cast<std::int64_t>(seconds * us_per_second);
  const std::string at = codec::text(due);
  copy_until(session,
             lay_patterns(session,
                          [&](int) {
                            return host::Start{.process = "later", .variables = {{"at", at}}};
                          }),
             count);
  session.stock().due = due;
  const std::int64_t early_us = due.us - session.ground().store().now().us;
  if (early_us < 0) throw std::runtime_error("the timers came due before the last of them was laid in");
  std::this_thread::sleep_for(std::chrono::microseconds(early_us));
}

double drained(Session& session) {
  const auto count = static_cast<std::int64_t>(session.stock().instances.size());
  for (;;) {
    const store::InstanceCounts counts = session.ground().store().instance_counts("later", 0);
    const double seconds = static_cast<double>(session.ground().store().now().us - session.stock().due->us) / 1e6;
    if (counts.completed == count) return seconds;
    if (counts.active + counts.completed != count || seconds > longest_drain_s) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
  }
  throw std::runtime_error("not every timer fired once");
}

}  // namespace bihuan::cli::bench
