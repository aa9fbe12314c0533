// bihuan bench: how fast this program is on this machine, as medians over several runs. It measures the engine alone
// and the whole way to a durable commit, in wall time (which holds the disk and whoever else is at work) and in this
// process's CPU time; HTTP is measured by tests/bench. Without --store or --data it works in a scratch folder.
#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>

#include "adapters/codec/json.h"
#include "adapters/definitions/bpmn_reader.h"
#include "adapters/host/deployer.h"
#include "adapters/host/host.h"
#include "adapters/system/clock.h"
#include "api/cli/command.h"
#include "engine/definition/compile.h"

namespace bihuan::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  StoreOptions store;
  bool memory = false;
  int runs = 5;
  double seconds = 1;
  int concurrency = 50;
};

struct Figure {
  std::string name, unit;
  double median = 0, min = 0, max = 0;
  double cpu_us = 0;  ///< of this process for one, median
};

/// What one run gave: how many a second, and the CPU time of each.
struct Rate {
  double per_second = 0, cpu_us = 0;
};

/// A folder that goes with the object.
class ScratchFolder {
 public:
  ScratchFolder() {
    path_ = (std::filesystem::temp_directory_path() / "bihuan-bench-XXXXXX").string();
    if (!mkdtemp(path_.data())) throw std::runtime_error("cannot make a scratch folder");
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

constexpr const char* head = R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1" id="d"
 targetNamespace="bench"><bpmn:process id="{}" isExecutable="true">)";
constexpr const char* foot = "</bpmn:process></bpmn:definitions>";

/// start → the given nodes one after the other → end.
std::string sequence(const std::string& process, const std::vector<std::string>& nodes) {
  std::string xml = fmt::format(fmt::runtime(head), process) + "<bpmn:startEvent id=\"n0\"/>";
  for (const std::string& node : nodes) xml += node;
  xml += fmt::format("<bpmn:endEvent id=\"n{}\"/>", nodes.size() + 1);
  for (std::size_t i = 0; i <= nodes.size(); ++i) {
    xml += fmt::format("<bpmn:sequenceFlow id=\"f{0}\" sourceRef=\"n{0}\" targetRef=\"n{1}\"/>", i, i + 1);
  }
  return xml + foot;
}

std::string five_tasks() {
  std::vector<std::string> nodes;
  for (int i = 1; i <= 5; ++i) nodes.push_back(fmt::format("<bpmn:task id=\"n{}\"/>", i));
  return sequence("bench-seq5", nodes);
}

std::string one_user_task() {
  return sequence("bench-task",
                  {R"(<bpmn:userTask id="n1"><bpmn:extensionElements><bihuan:assignment kind="candidates" )"
                   R"(people="=[&quot;p-1&quot;]"/></bpmn:extensionElements></bpmn:userTask>)"});
}

/// Repeats `work` (which answers how much it did) for the given time.
Rate rate(double seconds, const std::function<int()>& work) {
  const auto begin = Clock::now();
  const std::clock_t cpu = std::clock();
  const auto end = begin + std::chrono::duration<double>(seconds);
  double done = 0;
  auto now = begin;
  for (; now < end; now = Clock::now()) done += work();
  const double cpu_seconds = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  return {done / std::chrono::duration<double>(now - begin).count(), cpu_seconds * 1e6 / done};
}

Figure measure(std::string name, std::string unit, const Options& options, const std::function<int()>& work) {
  rate(options.seconds / 4, work);  // warm
  std::vector<Rate> rates;
  for (int run = 0; run < options.runs; ++run) rates.push_back(rate(options.seconds, work));
  std::ranges::sort(rates, {}, &Rate::cpu_us);
  const double cpu_us = rates[rates.size() / 2].cpu_us;
  std::ranges::sort(rates, {}, &Rate::per_second);
  return {std::move(name),          std::move(unit),         rates[rates.size() / 2].per_second,
          rates.front().per_second, rates.back().per_second, cpu_us};
}

Figure engine_alone(const Options& options) {
  const auto model = definitions::read_bpmn(five_tasks(), "bench.bpmn");
  const auto compiled = definition::compile(model->processes.front(), "bench.bpmn");
  const definition::Definition& definition = *compiled->definition;
  const Context context{.now = {1'790'000'000'000'000}, .actor = "bench"};
  const Command start = command::StartInstance{.instance = InstanceId{1}};
  return measure("engine: start, five tasks, end", "instances/s", options, [&] {
    for (int i = 0; i < 1000; ++i) {
      state::State state;
      if (!step(definition, state, start, context)) throw std::runtime_error("the engine refuses the bench's start");
    }
    return 1000;
  });
}

class Bench {
 public:
  Bench(store::Store& store, const Options& options)
      : options_(options),
        catalogue_(store),
        deployer_(store, catalogue_, &system::zones()),
        host_(
            {}, store, catalogue_, [](const Lookup&) { return std::vector<std::string>{}; }, &system::zones(),
            system::now) {
    const auto deployed =
        deployer_.deploy_if_changed({.name = "bench",
                                     .by = "bench",
                                     .files = {{"seq5.bpmn", "", five_tasks()}, {"task.bpmn", "", one_user_task()}}});
    if (!deployed) throw std::runtime_error("the bench's own processes do not deploy");
  }

  std::vector<Figure> run(const std::string& kind) {
    std::vector<Figure> out;
    for (int concurrency : {1, options_.concurrency}) {
      const std::string at = fmt::format("{}, {} at a time", kind, concurrency);
      out.push_back(
          measure(at + ": five tasks", "instances/s", options_, [&] { return starts("bench-seq5", concurrency); }));
      out.push_back(
          measure(at + ": start, claim, complete", "instances/s", options_, [&] { return lives(concurrency); }));
    }
    return out;
  }

 private:
  /// All at once; the instances, each with the task that it got. Throws when one is refused: nothing would be measured.
  std::vector<std::pair<InstanceId, WorkId>> ask(std::vector<decltype(host::Request::what)> whats) {
    std::vector<std::pair<InstanceId, WorkId>> made(whats.size());
    std::size_t answered = 0;
    std::string refused;
    for (std::size_t i = 0; i < whats.size(); ++i) {
      host::Request request{.what = std::move(whats[i]), .actor = "p-1"};
      request.render = [&, i](const host::Ran& ran) -> host::Rendered {
        if (ran.failure) refused = ran.failure->message_en;
        made[i] = {ran.instance, {}};
        for (const Event& event : ran.events) {
          if (const auto* created = std::get_if<event::TaskCreated>(&event)) made[i].second = created->work;
        }
        return {};
      };
      request.answer = [&](const host::Rendered&) { ++answered; };
      host_.ask(std::move(request));
    }
    while (host_.turn()) {
    }
    if (refused.empty() && answered == made.size()) return made;
    throw std::runtime_error("the bench's own request was refused: " + refused);
  }

  int starts(const std::string& process, int concurrency) {
    std::vector<decltype(host::Request::what)> whats(concurrency, host::Start{.process = process});
    return static_cast<int>(ask(std::move(whats)).size());
  }

  int lives(int concurrency) {
    const auto made =
        ask(std::vector<decltype(host::Request::what)>(concurrency, host::Start{.process = "bench-task"}));
    std::vector<decltype(host::Request::what)> claims, completes;
    for (const auto& [instance, task] : made) {
      claims.push_back(host::Tell{instance, command::ClaimTask{task, "p-1"}});
      completes.push_back(host::Tell{instance, command::CompleteTask{.task = task, .person = "p-1"}});
    }
    ask(std::move(claims));
    return static_cast<int>(ask(std::move(completes)).size());
  }

  const Options& options_;
  host::Catalogue catalogue_;
  host::Deployer deployer_;
  host::Host host_;
};

void print(const std::vector<Figure>& figures, const Options& options, const Shared& shared) {
  if (shared.json) {
    List list;
    for (const Figure& figure : figures) {
      list.push_back(Value(ContextEntries{{"name", figure.name},
                                          {"unit", figure.unit},
                                          {"median", static_cast<std::int64_t>(figure.median)},
                                          {"min", static_cast<std::int64_t>(figure.min)},
                                          {"max", static_cast<std::int64_t>(figure.max)},
                                          {"cpuUs", static_cast<std::int64_t>(figure.cpu_us)}}));
    }
    fmt::print("{}\n", codec::to_json(Value(std::move(list))));
    return;
  }
  fmt::print("median of {} runs of {} s [min, max]\n", options.runs, options.seconds);
  for (const Figure& figure : figures) {
    fmt::print("{:<50} {:>9.0f} {} [{:.0f}, {:.0f}], {:.1f} us CPU each\n", figure.name, figure.median, figure.unit,
               figure.min, figure.max, figure.cpu_us);
  }
}

void run(Options options, Shared& shared) {
  std::optional<ScratchFolder> scratch;
  if (options.store.data.empty()) options.store.data = scratch.emplace().path();
  const auto store = options.memory ? store::open_memory(system::now) : options.store.open(shared);
  if (!store) {
    shared.exit_code = 2;
    return;
  }
  std::vector<Figure> figures{engine_alone(options)};
  for (Figure& figure : Bench(*store, options).run(store->kind())) figures.push_back(std::move(figure));
  print(figures, options, shared);
}

}  // namespace

void add_bench(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("bench", "测量本机速度 / measure on this machine");
  auto options = std::make_shared<Options>();
  options->store.data.clear();  // a scratch folder
  options->store.add_to(*command);
  command->add_flag("--memory", options->memory, "内存存储 / a store in memory");
  command->add_option("--runs", options->runs, "次数 / runs")->capture_default_str()->check(CLI::Range(1, 100));
  command->add_option("--seconds", options->seconds, "每次秒数 / seconds a run")->capture_default_str();
  command->add_option("--concurrency", options->concurrency, "同时请求数 / requests at a time")->capture_default_str();
  command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace bihuan::cli
