// Decides which workloads there are, and what each asks.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "api/cli/bench/models.h"
#include "api/cli/bench/stock.h"
#include "api/cli/bench/workload.h"

namespace bihuan::cli::bench {
namespace {

constexpr int page = 20;
constexpr int most_completed = 2000;  ///< of one instance's tasks

std::string key_of(const Life& life) {
  return fmt::format("{}-{}", life.client, life.number);
}

Step start(std::string process, state::Variables variables = {}, int units = 1) {
  return {.act = [process = std::move(process), variables = std::move(variables)](
                     Life&, Session&) { return host::Start{.process = process, .variables = variables}; },
          .units = units};
}

/// The client's own person gets the tasks.
Step start_for_me(std::string process, state::Variables variables = {}) {
  return {.act = [process = std::move(process), variables = std::move(variables)](Life& life, Session&) {
    host::Start start{.process = process, .variables = variables};
    start.variables.emplace_back("who", life.person);
    return start;
  }};
}

Step until_ended(Step step) {
  step.until_ended = true;
  return step;
}

Step untimed(Step step) {
  step.timed = false;
  return step;
}

/// A page of the client's inbox; the life goes on with the first task in it.
Step inbox() {
  return {.act = [](Life& life, Session& session) -> std::optional<What> {
    const auto found = session.ground().store().tasks({.candidate = life.person}, {.limit = page});
    if (found.rows.size() != 1) throw std::runtime_error(fmt::format("Expected one task, but {}", found.rows.size()));
    life.instance = found.rows.front().instance;
    life.tasks = {found.rows.front().work};
    life.done = 0;
    return std::nullopt;
  }};
}

Step claim() {
  return {.act = [](Life& life, Session&) {
    return host::Tell{life.instance, command::ClaimTask{life.tasks.at(life.done), life.person}};
  }};
}

Step unclaim(int units) {
  return {.act =
              [](Life& life, Session&) {
                return host::Tell{life.instance, command::UnclaimTask{life.tasks.at(life.done), life.person}};
              },
          .units = units};
}

Step complete(int units) {
  return {.act =
              [](Life& life, Session&) {
                command::CompleteTask complete{.task = life.tasks.at(life.done++), .person = life.person};
                return host::Tell{life.instance, std::move(complete)};
              },
          .units = units};
}

/// All open tasks of the instance.
std::vector<WorkId> open_tasks(store::Store& store, InstanceId instance) {
  std::vector<WorkId> out;
  store::Page place{.limit = 1000};
  do {
    const auto found = store.tasks({.instance = instance}, place);
    for (const store::TaskRow& row : found.rows) out.push_back(row.work);
    place.cursor = found.next;
  } while (!place.cursor.empty());
  return out;
}

/// Looks until the instance has so many open tasks: a long start is cut into slices, of which the answer is the first.
Step gather(std::size_t count) {
  return {.act = [count](Life& life, Session& session) -> std::optional<What> {
            for (int tries = 0; tries < 6000; ++tries) {
              life.tasks = open_tasks(session.ground().store(), life.instance);
              if (life.tasks.size() == count) return std::nullopt;
              std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
            throw std::runtime_error("the iterations do not all begin");
          },
          .timed = false};
}

std::vector<Step> many(std::vector<Step> first, int count, const Step& step) {
  first.insert(first.end(), count, step);
  return first;
}

// --- sequences and gateways -----------------------------------------------------------------------------------------

Step start_choice() {
  return {.act =
              [](Life& life, Session&) {
                return host::Start{.process = "exc", .variables = {{"n", static_cast<int>(life.number % 3)}}};
              },
          .units = 1};
}

/// Sequence, choice, fork and loop, one as often as the other.
Step start_mixed() {
  return {.act =
              [](Life& life, Session&) {
                static constexpr const char* processes[] = {"seq5", "exc", "par", "cyc"};
                return host::Start{.process = processes[life.random() % 4], .variables = {{"n", 0}}};
              },
          .units = 1};
}

void add_flows(std::vector<Workload>& out) {
  out.push_back({"seq1", "instances", "one step that does nothing", {start("seq1")}});
  out.push_back({"seq5", "instances", "five steps that do nothing", {start("seq5")}});
  out.push_back({"exc", "instances", "a choice of three", {start_choice()}});
  out.push_back({"par", "instances", "a fork of two and its join", {start("par")}});
  out.push_back({"cyc", "instances", "ten times round, counting", {start("cyc", {{"n", 0}})}});
  out.push_back({"mix", "instances", "seq5, exc, par, cyc by chance", {start_mixed()}});
}

// --- people ---------------------------------------------------------------------------------------------------------

void add_people(std::vector<Workload>& out) {
  out.push_back({"user-task",
                 "lives",
                 "start, inbox query, claim, complete",
                 {start_for_me("task"), inbox(), claim(), complete(1)}});
  out.push_back({"task-commands", "lives", "start, claim, complete", {start_for_me("task"), claim(), complete(1)}});
  std::vector<Step> ten{start_for_me("ten")};
  for (int i = 1; i <= 10; ++i) ten.insert(ten.end(), {inbox(), claim(), complete(i == 10)});
  out.push_back({"ten-tasks", "lives", "ten user tasks in a row, each queried, claimed, completed", std::move(ten)});
}

// --- time, messages, calls ------------------------------------------------------------------------------------------

Step start_keyed(std::string process) {
  return {.act = [process = std::move(process)](Life& life, Session&) {
    return host::Start{.process = process, .business_key = key_of(life)};
  }};
}

Step publish() {
  return {.act = [](Life& life, Session&) { return host::Publish{.name = "paid", .key = key_of(life)}; }, .units = 1};
}

void add_events(std::vector<Workload>& out) {
  for (int steps : {1, 5, 15}) {
    out.push_back({fmt::format("async{}", steps),
                   "instances",
                   fmt::format("{} asynchronous steps, until the instance has ended", steps),
                   {until_ended(start(fmt::format("async{}", steps)))}});
  }
  out.push_back({"timers", "instances", "a timer due at once, until it has fired", {until_ended(start("timer"))}});
  out.push_back({"messages", "instances", "start, and a message by its key", {start_keyed("message"), publish()}});
  out.push_back({fmt::format("calls{}", calls_of_one),
                 "instances",
                 fmt::format("a call of {} processes at once, until all have ended", calls_of_one),
                 {until_ended(start("calls"))}});
}

// --- iterations -----------------------------------------------------------------------------------------------------

void add_iterations(std::vector<Workload>& out) {
  for (int n : {100, 10'000}) {
    out.push_back({fmt::format("mi{}", n),
                   "iterations",
                   fmt::format("{} iterations of a step that does nothing, until the instance has ended", n),
                   {until_ended(start("many", {{"n", n}}, n))}});
  }
  for (int n : {10, 10'000}) {
    out.push_back(
        {.name = fmt::format("mi-tasks{}", n),
         .unit = "completions",
         .says = fmt::format("tasks of {} iterations, completed one by one ({} of them; the start is not timed)", n,
                             std::min(n, most_completed)),
         .life = many({untimed(start_for_me("many-tasks", {{"n", n}})), gather(n)}, std::min(n, most_completed),
                      complete(1)),
         .most_clients = 1});
  }
}

// --- sizes ----------------------------------------------------------------------------------------------------------

void add_payloads(std::vector<Workload>& out) {
  const std::pair<const char*, std::size_t> sizes[] = {
      {"100b", 100}, {"1k", 1000}, {"10k", 10'000}, {"100k", 100'000}, {"1m", 1'000'000}};
  for (const auto& [name, bytes] : sizes) {
    out.push_back({fmt::format("payload-{}", name),
                   "lives",
                   fmt::format("start with a variable of {} bytes, complete a task", bytes),
                   {start_for_me("task", {{"text", std::string(bytes, 'x')}}), complete(1)}});
  }
}

// --- beside many others ---------------------------------------------------------------------------------------------

Step page_of(bool somebody_of_many) {
  return {.act = [=](Life& life, Session& session) -> std::optional<What> {
            const std::string who =
                somebody_of_many ? fmt::format("s-{}", life.random() % stock_people) : stock_everybody;
            const auto found = session.ground().store().tasks({.visible_to = who}, {.limit = page});
            if (found.rows.empty()) throw std::runtime_error("Expected a page of tasks, but it is empty");
            return std::nullopt;
          },
          .units = 1};
}

/// No two clients choose the same instance.
Step choose_from_stock(Step then) {
  then.act = [act = std::move(then.act)](Life& life, Session& session) {
    const Stock& stock = session.stock();
    const std::size_t slots = stock.instances.size() / 64;
    life.instance = stock.instances.at(life.random() % slots * 64 + life.client);
    life.tasks = {stock.task};
    life.person = stock_everybody;
    return act(life, session);
  };
  return then;
}

Workload stocked(std::string name, std::string unit, std::string says, std::vector<Step> life, std::size_t stock) {
  return {.name = fmt::format("{}@{}", name, stock),
          .unit = std::move(unit),
          .says = fmt::format("{}, {} instances with an open task there before", says, stock),
          .life = std::move(life),
          .stock = stock};
}

void add_stocked(std::vector<Workload>& out, const Sizes& sizes) {
  const auto add_live = [&](std::size_t n) {
    out.push_back(
        stocked("live-new", "lives", "start, claim, complete", {start_for_me("task"), claim(), complete(1)}, n));
    out.push_back(stocked("live-any", "commands", "claim or give back any of the tasks",
                          {choose_from_stock(claim()), unclaim(2)}, n));
  };
  constexpr std::size_t few = 1000;
  add_live(few);
  if (sizes.live != few) add_live(sizes.live);
  out.push_back(stocked("timers-due", "lives", "start, claim, complete", {start_for_me("task"), claim(), complete(1)},
                        sizes.live));
  out.back().all_due = true;
  out.back().says = fmt::format("start, claim, complete, while {} timers have come due at one moment", sizes.live);
  out.push_back(stocked("inbox", "pages", "a page of 20 of one of 1,000 people's tasks", {page_of(true)}, sizes.tasks));
  out.push_back(stocked("inbox-all", "pages", "a page of 20 of who may do all tasks", {page_of(false)}, sizes.tasks));
}

}  // namespace

std::vector<Workload> workloads(const Sizes& sizes) {
  std::vector<Workload> out;
  add_flows(out);
  add_people(out);
  add_events(out);
  add_iterations(out);
  add_payloads(out);
  add_stocked(out, sizes);
  return out;
}

}  // namespace bihuan::cli::bench
