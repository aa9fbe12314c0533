// Decides how often and how long the store tries, and how numbers are counted up.
#include "adapters/store/sql_store.h"

#include <spdlog/spdlog.h>

#include <thread>

#include "adapters/store/id_block.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

constexpr int most_attempts = 10;
constexpr std::chrono::seconds longest_trying{4};   // then the answer is 503, and the client tries again
constexpr std::chrono::milliseconds first_wait{5};  // doubles: about 2.5 s in all

constexpr const char* count_up_text = R"sql(
INSERT INTO id_block (part, name, last) VALUES ($1, $2, $3)
ON CONFLICT (part, name) DO UPDATE SET last = id_block.last + excluded.last RETURNING last)sql";
constexpr const char* clock_text = R"sql(SELECT {now})sql";
constexpr const char* look_sqlite = "PRAGMA analysis_limit = 400; ANALYZE";
constexpr const char* look_postgresql =
    "ANALYZE instance, scope, journal, task, task_candidate, job, subscription, message, idempotency";
constexpr std::uint64_t last_look = 20'000'000;
constexpr const char* round_trip = R"sql(SELECT count(*) FROM id_block WHERE part = $1)sql";

}  // namespace

void SqlStore::wait_after(const DatabaseError& error, int attempt, std::chrono::steady_clock::time_point began) const {
  const bool late = std::chrono::steady_clock::now() - began > longest_trying;
  if (error.trouble == Trouble::Final || late || attempt + 1 >= most_attempts) {
    spdlog::error("store ({}): {} after {} attempts", parts_.kind, error.what(), attempt + 1);
    throw Unavailable("store (" + parts_.kind + "): " + error.what());
  }
  spdlog::warn("store ({}): {}, trying again", parts_.kind, error.what());
  std::this_thread::sleep_for(first_wait * (1 << attempt));
}

Rows SqlStore::read(const Step& step) {
  return attempt(*parts_.readers, [&](Connection& connection) {
    return std::move(connection.read({&step, 1}).front());
  });
}

std::vector<Rows> SqlStore::read_all(const std::vector<Step>& steps) {
  return attempt(*parts_.readers, [&](Connection& connection) { return connection.read(steps); });
}

std::optional<std::vector<Rows>> SqlStore::write(const std::vector<Step>& steps) {
  return attempt(*parts_.writers, [&](Connection& connection) { return connection.write(steps); });
}

std::optional<std::vector<Rows>> SqlStore::write_and_ring(Topic topic, const std::vector<Step>& steps) {
  auto written = write(steps);
  if (written) parts_.bell->ring(bit(topic));
  return written;
}

Step SqlStore::clock_step(const std::string& text) const {
  Step step(text);
  return parts_.clock ? step.number(parts_.clock().us) : step.null_number();
}

Step SqlStore::step_for(const std::string& text, InstanceId instance) {
  return Step(text).number(part_of(instance)).number(number_of(instance));
}

Instant SqlStore::now() {
  if (parts_.clock) return parts_.clock();
  return {number_in(read(clock_step(clock_text))[0][0])};
}

std::int64_t SqlStore::count_up(const std::string& name, std::int64_t by) {
  const auto result = write({Step(count_up_text).number(own_part).text_value(name).number(by)});
  CHECK(result);
  return number_in(result->at(0).at(0).at(0));
}

std::uint64_t SqlStore::lease_ids(std::uint64_t count) {
  CHECK(count > 0 && count <= ids_per_block);
  return first_id_of_block(static_cast<std::uint64_t>(count_up("id block", 1)), own_part);
}

std::int64_t SqlStore::next_serial(const std::string& name) {
  return count_up("count of " + name, 1);
}

/// A new database knows nothing, and a plan made then stays: so at 1,000 rows written here, then at 4,000, 16,000 …;
/// later the databases' own care is enough. What fails is tried at the next step.
void SqlStore::keep_statistics() {
  std::uint64_t at = look_again_at_;
  const std::uint64_t written = rows_written_;
  if (written < at || at > last_look) return;
  while (at <= written) at *= 4;
  look_again_at_ = at;
  try {
    auto loan = parts_.writers->lend();
    try {
      (*loan).script(parts_.alone ? look_sqlite : look_postgresql);
    } catch (...) {
      loan.lost();
      throw;
    }
  } catch (const DatabaseError& error) {
    spdlog::info("store ({}): no new statistics: {}", parts_.kind, error.what());
  }
}

bool SqlStore::healthy() {
  // Once only: whoever asks wants to know how it is now.
  try {
    auto loan = parts_.readers->lend();
    const Step step = Step(round_trip).number(own_part);
    try {
      return !(*loan).read({&step, 1}).front().empty();
    } catch (const DatabaseError&) {
      loan.lost();
      return false;
    }
  } catch (const DatabaseError&) {
    return false;
  }
}

}  // namespace bihuan::store
