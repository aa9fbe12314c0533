// Decides how the database divides the program's own work among the nodes, and finds what of it is due. The clock of
// the database decides who lives and what is due; on SQLite one process holds the file, and so every share.
#include <algorithm>

#include "adapters/store/sql_store.h"
#include "engine/base/check.h"

namespace bihuan::store {

namespace {

// --- shares
constexpr const char* forget_nodes = R"sql(DELETE FROM node WHERE part = $2 AND until < {now} - 60000000)sql";
constexpr const char* live_on = R"sql(
INSERT INTO node (part, name, until) VALUES ($2, $3, {now} + $4)
ON CONFLICT (part, name) DO UPDATE SET until = excluded.until)sql";
constexpr const char* living_nodes = R"sql(
SELECT name FROM node WHERE part = $2 AND until > {now} ORDER BY name)sql";
constexpr const char* share_owners = R"sql(SELECT share, owner FROM lease WHERE part = $1)sql";
constexpr const char* change_owners = R"sql(
UPDATE lease SET owner = n.owner{from(part i, share i, owner t, was t)}
WHERE lease.part = n.part AND lease.share = n.share AND lease.owner = n.was RETURNING lease.share, lease.owner)sql";
constexpr const char* leave_all = R"sql(UPDATE lease SET owner = '' WHERE part = $1 AND owner = $2)sql";
constexpr const char* leave_node = R"sql(DELETE FROM node WHERE part = $1 AND name = $2)sql";

// --- due jobs. $1 the clock, $2 the part, $3 the shares (a letter each), $4 and $5 the lowest and the highest of them:
// those two the index knows, so that jobs of other nodes are passed over inside it.
constexpr const char* of_shares = R"sql(
 AND (instance & 255) >= $4 AND (instance & 255) <= $5
 AND substr($3, CAST((instance & 255) AS integer) + 1, 1) = '1')sql";
constexpr const char* of_every_share = R"sql( AND $3 <> '' AND $4 <= $5)sql";
constexpr const char* free_timer = R"sql(
 kind = 0 AND suspended = 0 AND due <= {now} AND (lock_until IS NULL OR lock_until <= {now}))sql";
constexpr const char* behind = R"sql(
 AND due >= $7 AND (due, (instance & 255), instance, work) > ($7, $8, $9, $10))sql";

const std::string select_job = "SELECT " + names_of<JobRow>() + " FROM job WHERE part = $2 AND";
const std::string timers_due = select_job + free_timer;
const std::string in_order_of_timers = " ORDER BY due, (instance & 255), instance, work LIMIT $6";
const std::string own_due = select_job +
                            " kind = 1 AND topic = $7 AND suspended = 0 AND retries > 0 AND lock_until "
                            "IS NULL AND due <= {now}";
const std::string in_order = " ORDER BY due, instance, work LIMIT $6";
const std::string lapsed_leases =
    select_job + " kind = 1 AND lock_until IS NOT NULL AND lock_until <= {now} AND suspended = 0";
const std::string in_order_of_leases = " ORDER BY lock_until, instance, work LIMIT $6";
constexpr const char* next_timer = R"sql(
SELECT {now}, (SELECT due FROM job WHERE part = $2 AND kind = 0 AND suspended = 0 AND due > {now})sql";
constexpr const char* in_order_of_next = R"sql( ORDER BY due, (instance & 255), instance, work LIMIT 1))sql";

constexpr const char* defer_text = R"sql(
UPDATE job SET lock_until = {now} + $5 WHERE part = $2 AND instance = $3 AND work = $4 AND kind = 0)sql";

// --- kept messages
const std::string sweep_text =
    "SELECT " + names_of<MessageRow>("m.") +
    ", CASE WHEN EXISTS (SELECT 1 FROM subscription s WHERE s.part = m.part AND s.kind = $6 AND s.name = m.name AND "
    "(s.key = "
    "m.key OR (s.key = '' AND s.business_key = m.key))) THEN 1 ELSE 0 END FROM message m WHERE m.part = $2 AND m.taken "
    "= 0 AND m.expires "
    "> {now} AND m.created >= $3 AND (m.created, m.id) > ($3, $4) ORDER BY m.created, m.id LIMIT $5";

std::string letters_of(const Shares& shares) {
  std::string letters(share_count, '0');
  for (std::size_t share = 0; share < share_count; ++share) letters[share] = shares.test(share) ? '1' : '0';
  return letters;
}

std::size_t lowest(const Shares& shares) {
  std::size_t share = 0;
  while (!shares.test(share)) ++share;
  return share;
}

std::size_t highest(const Shares& shares) {
  std::size_t share = share_count - 1;
  while (!shares.test(share)) --share;
  return share;
}

ShareOwners owners_in(const Rows& rows) {
  ShareOwners owners;
  for (const auto& cells : rows) {
    owners.at(static_cast<std::size_t>(number_in(cells[0]))) = plain_text(characters_in(cells[1]));
  }
  return owners;
}

void add_change(Step& step, std::int64_t part, std::size_t share, const std::string& owner, const std::string& was) {
  RowBuilder builder(step);
  builder("part", part);
  builder("share", static_cast<std::int64_t>(share));
  builder("owner", owner);
  builder("was", was);
}

}  // namespace

HeldShares SqlStore::hold_shares(const std::string& node, std::int64_t lease_us) {
  if (parts_.alone) return {every_share(), 1};
  const auto found = write({clock_step(forget_nodes).number(own_part),
                            clock_step(live_on).number(own_part).text_value(node).number(lease_us),
                            clock_step(living_nodes).number(own_part), Step(share_owners).number(own_part)});
  CHECK(found);
  std::vector<std::string> alive;
  for (const auto& cells : found->at(2)) alive.push_back(plain_text(characters_in(cells[0])));
  if (std::ranges::find(alive, node) == alive.end()) alive.push_back(node);  // a lease of no time at all
  std::ranges::sort(alive);
  const ShareOwners owners = owners_in(found->at(3));
  const ShareChange change = fair_change(node, alive, owners);
  HeldShares held{change.kept, static_cast<int>(alive.size())};
  Step step(change_owners);
  for (std::size_t share = 0; share < share_count; ++share) {
    if (change.give_up.test(share)) add_change(step, own_part, share, "", node);
    if (change.take.test(share)) add_change(step, own_part, share, node, owners[share]);
  }
  if (step.columns.empty()) return held;
  const auto changed = write({step});
  CHECK(changed);
  for (const auto& cells : changed->front()) {
    if (plain_text(characters_in(cells[1])) == node) held.shares.set(static_cast<std::size_t>(number_in(cells[0])));
  }
  return held;
}

void SqlStore::leave_shares(const std::string& node) {
  if (parts_.alone) return;
  write({Step(leave_all).number(own_part).text_value(node), Step(leave_node).number(own_part).text_value(node)});
}

DueJobs SqlStore::due_jobs(const DueRequest& request) {
  DueJobs due;
  if (request.shares.none()) {
    due.now = now();
    return due;
  }
  const std::string mine = request.shares.all() ? of_every_share : of_shares;
  const auto step = [&](const std::string& text) {
    return clock_step(text)
        .number(own_part)
        .text_value(letters_of(request.shares))
        .number(static_cast<std::int64_t>(lowest(request.shares)))
        .number(static_cast<std::int64_t>(highest(request.shares)));
  };
  const std::int64_t limit = std::max(request.limit, 0);
  Step timers = step(timers_due + mine + (request.after ? behind : "") + in_order_of_timers).number(limit);
  if (const auto& after = request.after) {
    timers.number(after->due.us).number(static_cast<std::int64_t>(after->share));
    timers.number(number_of(after->instance)).number(number_of(after->work));
  }
  const std::vector<Rows> found = read_all(
      {std::move(timers), step(own_due + mine + in_order).number(limit).text_value(request.topic),
       step(lapsed_leases + mine + in_order_of_leases).number(limit), step(next_timer + mine + in_order_of_next)});
  due.timers = rows_in<JobRow>(found[0]);
  due.own = rows_in<JobRow>(found[1]);
  due.lapsed = rows_in<JobRow>(found[2]);
  take(due.now, found[3].at(0).at(0));
  take(due.next, found[3].at(0).at(1));
  return due;
}

void SqlStore::defer_job(InstanceId instance, WorkId work, std::int64_t by_us) {
  write({clock_step(defer_text)
             .number(part_of(instance))
             .number(number_of(instance))
             .number(number_of(work))
             .number(by_us)});
}

MessageSweep SqlStore::wanted_messages(const MessagePlace& from, int limit) {
  const auto kind = static_cast<std::int64_t>(state::SubscriptionKind::Message);
  const Rows rows = read(clock_step(sweep_text)
                             .number(own_part)
                             .number(from.created.us)
                             .text_value(from.id)
                             .number(std::max(limit, 0))
                             .number(kind));
  MessageSweep sweep;
  for (const auto& cells : rows) {
    const bool wanted = number_in(cells.back()) != 0;
    if (wanted) sweep.wanted.push_back(row_in<MessageRow>(cells));
  }
  if (static_cast<int>(rows.size()) < limit) return sweep;
  const MessageRow last = row_in<MessageRow>(rows.back());
  sweep.next = MessagePlace{last.created, last.id};
  return sweep;
}

}  // namespace bihuan::store
