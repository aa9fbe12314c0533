// Measures a durable commit: what one command of a running case writes (its instance, one scope, its task, a journal
// entry of 600 bytes), one by one and in batches, by one or by several committing threads; and the start of a case.
// Wall time holds the disk's flush; CPU time is this process's, all of its threads.
#include <benchmark/benchmark.h>

#include <atomic>
#include <memory>
#include <vector>

#include "tests/bench/scratch_store.h"

namespace bihuan::bench {
namespace {

using namespace store;

constexpr std::size_t events_bytes = 560, command_bytes = 40, scope_bytes = 400;
constexpr std::size_t cases_of_a_thread = 1000;

constexpr Instant long_ago{1'780'000'000'000'000};

InstanceRow instance_row(InstanceId id, std::int64_t revision) {
  InstanceRow row{.id = id, .definition = DefinitionId{5}, .process = "hazard-rectification", .version = 2};
  row.business_key = "HZ-2026-" + std::to_string(id.n);
  row.title = "二号楼楼道堆物隐患";
  row.initiator = "zhang-wei";
  row.root = id;
  row.started = {long_ago.us + static_cast<std::int64_t>(id.n % 1'000'000)};
  row.revision = revision;
  row.head_seq = static_cast<std::uint64_t>(revision) + 1;
  row.head.fill(static_cast<unsigned char>(revision));
  row.header = std::string(60, 'h');
  return row;
}

TaskRow task_row(InstanceId id, std::int64_t revision) {
  TaskRow row{.instance = id, .work = WorkId{7}, .definition = DefinitionId{5}, .process = "hazard-rectification"};
  row.element = "verify-hazard";
  row.name = "核实隐患";
  row.business_key = "HZ-2026-" + std::to_string(id.n);
  row.title = "二号楼楼道堆物隐患";
  row.assignee = revision % 2 == 1 ? "li-na" : "";
  row.candidates = {"zhang-wei", "li-na", "wang-fang"};
  row.form = "hazard-verify";
  row.due = Instant{long_ago.us + 86'400'000'000};
  row.created = long_ago;
  return row;
}

void add_command(Batch& batch, InstanceId id, std::int64_t revision) {
  batch.instances.push_back({instance_row(id, revision), {{ScopeId{1}, std::string(scope_bytes, 's')}}});
  JournalRow entry{.instance = id, .seq = static_cast<std::uint64_t>(revision) + 1, .at = long_ago};
  entry.actor = "li-na";
  entry.request_id = "r-0123456789abcdef";
  entry.command = std::string(command_bytes, 'c');
  entry.events = std::string(events_bytes, 'e');
  entry.hash.fill(static_cast<unsigned char>(revision));
  batch.journal.push_back(std::move(entry));
  batch.tasks.push_back(task_row(id, revision));
}

/// Ids of fresh cases, spread as the store spreads them.
std::vector<InstanceId> fresh_ids(Store& store, std::size_t count) {
  const std::uint64_t first = store.lease_ids(count);
  std::vector<InstanceId> ids;
  for (std::size_t i = 0; i < count; ++i) ids.push_back(InstanceId{first + i});
  return ids;
}

struct Measured {
  std::unique_ptr<ScratchStore> store;
  static Measured& only() {
    static Measured one;
    return one;
  }
};

template <StoreKind kind>
void open_store(const benchmark::State& run) {
  Measured::only().store = std::make_unique<ScratchStore>(kind, std::max(2, run.threads()));
}

void close_store(const benchmark::State&) {
  Measured::only().store.reset();
}

void count(benchmark::State& run, std::size_t batch) {
  run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(batch));
}

/// Cases that are there, each told one command after the other.
void commit_commands(benchmark::State& run) {
  ScratchStore& store = *Measured::only().store;
  if (!store.missing().empty()) return run.SkipWithError(store.missing().c_str());
  const auto size = static_cast<std::size_t>(run.range(0));
  const std::vector<InstanceId> ids = fresh_ids(*store, cases_of_a_thread);
  Batch births;
  for (InstanceId id : ids) add_command(births, id, 0);
  if (!store->commit(births).none()) return run.SkipWithError("the cases are not new");
  std::int64_t revision = 1;
  std::size_t at = 0;
  for (auto _ : run) {
    Batch batch;
    for (std::size_t i = 0; i < size; ++i, ++at) {
      if (at == ids.size()) at = 0, ++revision;
      add_command(batch, ids[at], revision);
    }
    if (!store->commit(batch).none()) return run.SkipWithError("a commit was refused");
  }
  count(run, size);
}

void commit_starts(benchmark::State& run) {
  ScratchStore& store = *Measured::only().store;
  if (!store.missing().empty()) return run.SkipWithError(store.missing().c_str());
  const auto size = static_cast<std::size_t>(run.range(0));
  std::vector<InstanceId> ids;
  for (auto _ : run) {
    if (ids.size() < size) ids = fresh_ids(*store, 4000);
    Batch batch;
    for (std::size_t i = 0; i < size; ++i, ids.pop_back()) add_command(batch, ids.back(), 0);
    if (!store->commit(batch).none()) return run.SkipWithError("a commit was refused");
  }
  count(run, size);
}

template <StoreKind kind>
void each_way(benchmark::internal::Benchmark* measured) {
  measured->Setup(open_store<kind>)->Teardown(close_store)->UseRealTime()->MeasureProcessCPUTime();
  for (int batch : {1, 10, 50}) measured->Arg(batch);
}

void by_sixteen(benchmark::internal::Benchmark* measured) {
  measured->Setup(open_store<StoreKind::Postgresql>)->Teardown(close_store)->UseRealTime()->MeasureProcessCPUTime();
  for (int batch : {1, 10}) measured->Arg(batch);
  measured->Threads(16);
}

BENCHMARK(commit_commands)->Name("commit_commands/memory")->Apply(each_way<StoreKind::Memory>);
BENCHMARK(commit_commands)->Name("commit_commands/sqlite")->Apply(each_way<StoreKind::Sqlite>);
BENCHMARK(commit_commands)->Name("commit_commands/postgresql")->Apply(each_way<StoreKind::Postgresql>);
BENCHMARK(commit_commands)->Name("commit_commands/postgresql")->Apply(by_sixteen);
BENCHMARK(commit_starts)->Name("commit_starts/sqlite")->Apply(each_way<StoreKind::Sqlite>);
BENCHMARK(commit_starts)->Name("commit_starts/postgresql")->Apply(each_way<StoreKind::Postgresql>);

}  // namespace
}  // namespace bihuan::bench
