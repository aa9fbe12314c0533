#include "api/cli/bench/stock.h"

#include <fmt/format.h>

#include <future>
#include <stdexcept>

#include "adapters/codec/records.h"
#include "engine/base/check.h"

namespace bihuan::cli::bench {
namespace {

constexpr std::size_t of_one_commit = 500;
constexpr std::int64_t minute_us = 60 * us_per_second;

/// What the start of one instance wrote.
struct Pattern {
  store::InstanceWrite instance;
  state::Header header;
  std::vector<store::JournalRow> journal;
  std::vector<store::TaskRow> tasks;
};

/// One instance for each of the people, started by the host. Waits until all are durable.
void start_patterns(host::Host& host) {
  std::promise<std::string> all;
  std::size_t open = stock_people;
  std::string refused;
  for (int i = 0; i < stock_people; ++i) {
    host::Request request{.what = host::Start{.process = "task"}, .actor = "bench"};
    std::get<host::Start>(request.what).variables = {{"who", fmt::format("s-{},{}", i, stock_everybody)}};
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
  }
  std::vector<Pattern> out;
  for (auto& [id, pattern] : by_instance) {
    auto header = codec::decode_header(pattern.instance.row.header);
    CHECK(header.has_value() && pattern.tasks.size() == 1);
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
  store::TaskRow task = pattern.tasks.front();
  task.instance = id;
  task.created.us += static_cast<std::int64_t>(n);
  const std::int64_t minutes = static_cast<std::int64_t>(n * 7919 % (30 * 24 * 60));
  if (n % 3 != 0) task.due = Instant{task.created.us + minutes * minute_us};
  batch.tasks.push_back(std::move(task));
}

}  // namespace

void lay_in(Session& session, std::size_t count) {
  CHECK(count >= static_cast<std::size_t>(stock_people));
  session.record();
  start_patterns(session.host());
  const std::vector<Pattern> patterns = patterns_of(session.recorded());
  Stock& stock = session.stock();
  stock.task = patterns.front().tasks.front().work;
  for (const Pattern& pattern : patterns) stock.instances.push_back(pattern.instance.row.id);
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

}  // namespace bihuan::cli::bench
