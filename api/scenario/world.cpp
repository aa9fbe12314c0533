#include "api/scenario/world.h"

#include <fmt/format.h>

#include <filesystem>

#include "adapters/codec/records.h"
#include "adapters/system/clock.h"
#include "adapters/system/files.h"
#include "engine/base/check.h"

namespace bihuan::scenario {

World::World(Instant now, identity::Organisation organisation, host::RunScript run_script)
    : now_(now),
      organisation_(std::move(organisation)),
      store_(store::open_memory([this] { return now_; })),
      catalogue_(*store_),
      deployer_(*store_, catalogue_, &system::zones()),
      host_(
          {.run_script = std::move(run_script)}, *store_, catalogue_,
          [this](const Lookup& lookup) { return identity::answer(organisation_, lookup); }, &system::zones(),
          [this] { return now_; }) {
  host_.on_commit([this](const store::Batch& batch) { note(batch); });
}

std::vector<std::string> World::deploy(const std::vector<std::string>& paths) {
  std::vector<store::FileRow> files;
  std::vector<std::string> problems;
  for (const std::string& path : paths) {
    auto bytes = system::read_file(path);
    if (!bytes) {
      problems.push_back(bytes.error());
    } else {
      files.push_back({std::filesystem::path(path).filename(), "", std::move(*bytes)});
    }
  }
  return problems.empty() ? deploy(std::move(files)) : problems;
}

std::vector<std::string> World::deploy(std::vector<store::FileRow> files) {
  host::DeploymentRequest request{.name = "scenario", .by = "scenario"};
  request.files = std::move(files);
  std::vector<std::string> problems;
  const auto deployed = deployer_.deploy(request);
  if (deployed) return {};
  for (const auto& diagnostic : deployed.error().diagnostics) {
    if (diagnostic.severity != definition::Severity::Error) continue;
    problems.push_back(fmt::format("{}:{}: {} {}", diagnostic.file, diagnostic.where.line, diagnostic.element_id,
                                   diagnostic.message_zh));
  }
  return problems;
}

std::expected<InstanceId, std::string> World::act(decltype(host::Request::what) what, const std::string& actor) {
  std::expected<InstanceId, std::string> out = InstanceId{};
  host::Request request{.what = std::move(what), .actor = actor};
  request.render = [&](const host::Ran& ran) -> host::Rendered {
    if (!ran.failure) {
      out = ran.instance;
      return {};
    }
    std::string why = ran.failure->message_zh;
    for (const InputFault& fault : ran.failure->faults) why += fmt::format(" [{} {}]", fault.pointer, fault.message_zh);
    out = std::unexpected(why);
    return {};
  };
  request.answer = [](const host::Rendered&) {};
  host_.ask(std::move(request));
  host_.settle();
  return out;
}

void World::until(Instant moment) {
  const auto start_due = [this] {
    std::optional<Instant> first;
    for (const store::StartRow& row : store_->starts()) {
      if (row.timer && row.due && (!first || *row.due < *first)) first = row.due;
    }
    return first;
  };
  const auto timer_due = [this] {
    const store::DueJobs due = store_->due_jobs({.limit = 1});
    return due.timers.empty() ? due.next : due.timers.front().due;
  };
  while (true) {
    std::optional<Instant> next = timer_due();
    if (auto start = start_due(); start && (!next || *start < *next)) next = start;
    if (!next || *next > moment) break;
    const Instant before = now_;
    now_ = std::max(now_, *next);
    host_.settle();
    // A timer that nothing can fire (its instance is suspended) stays due; time goes on without it.
    if (before == now_ && timer_due() == next) break;
  }
  now_ = std::max(now_, moment);
  host_.settle();
}

void World::note(const store::Batch& batch) {
  std::map<InstanceId, definition::DefinitionPtr> definitions;
  for (const auto& write : batch.instances) {
    if (const auto* process = known().process(write.row.definition)) definitions[write.row.id] = process->definition;
  }
  for (const store::JournalRow& row : batch.journal) {
    auto events = codec::decode_events(row.events);
    CHECK(events.has_value());
    for (Event& event : *events) happened_.push_back({row.instance, std::move(event), definitions[row.instance]});
  }
}

state::Variables World::variables(InstanceId instance) const {
  state::Variables out;
  for (const Happened& happened : happened_) {
    const auto* set = std::get_if<event::VariablesSet>(&happened.event);
    if (happened.instance != instance || !set || set->scope.n != 1 || set->token) continue;
    for (const auto& [name, value] : set->variables) {
      std::erase_if(out, [&](const auto& entry) { return entry.first == name; });
      out.emplace_back(name, value);
    }
  }
  return out;
}

}  // namespace bihuan::scenario
