#include "adapters/host/catalogue.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "adapters/definitions/bpmn_reader.h"
#include "adapters/definitions/calendar_reader.h"
#include "adapters/definitions/dmn_reader.h"
#include "adapters/definitions/form_reader.h"
#include "adapters/host/decision_links.h"
#include "engine/definition/compile.h"
#include "engine/definition/starts.h"

namespace bihuan::host {
namespace {

/// Adds what one stored file holds. Files were checked when they were deployed; a program that has become stricter
/// leaves out what it does not take any more and says so in the log.
class Addition {
 public:
  Addition(Snapshot& snapshot, const store::FileRow& file, store::Store& store)
      : snapshot_(snapshot), file_(file), store_(store) {}

  void add(const std::vector<store::DefinitionRow>& rows) {
    if (file_.kind == "bpmn") return add_processes(rows);
    for (const store::DefinitionRow& row : rows) {
      if (file_.kind == "dmn") add_decisions(row);
      if (file_.kind == "form") add_form(row);
      if (file_.kind == "calendar") add_calendar(row);
    }
  }

 private:
  void lost(const std::string& key) { spdlog::error("'{}' of file '{}' cannot be read any more", key, file_.name); }

  void add_processes(const std::vector<store::DefinitionRow>& rows) {
    const auto model = definitions::read_bpmn(file_.bytes, file_.name);
    for (const store::DefinitionRow& row : rows) {
      if (!model) return lost(row.key);
      auto process = std::ranges::find(model->processes, row.key, &definition::ProcessModel::id);
      if (process == model->processes.end()) return lost(row.key);
      auto compiled = definition::compile(*process, file_.name);
      if (!compiled) return lost(row.key);
      compiled->definition->id = row.id;
      snapshot_.processes[row.id] = {row, compiled->definition};
      snapshot_.versions[row.key][row.version] = row.id;
      add_message_keys(compiled->definition);
    }
  }

  void add_message_keys(const definition::DefinitionPtr& definition) {
    for (const definition::Element& element : definition->elements)
      for (const definition::EventRule& rule : element.events) {
        const std::string* name = rule.name.is_computed() ? nullptr : rule.name.constant().string();
        if (!rule.message_key.given() || !name) continue;
        snapshot_.message_keys[*name] = std::shared_ptr<const definition::Expr>(definition, &rule.message_key);
      }
  }

  void add_decisions(const store::DefinitionRow& row) {
    const auto model = definitions::read_dmn(file_.bytes, file_.name);
    if (!model) return lost(row.key);
    std::vector<DecisionFile> beside;
    if (!model->imports.empty()) beside = decision_files(store_.files(row.deployment));
    auto compiled = linked_decisions(*model, beside);
    if (!compiled) return lost(row.key);
    KnownDecisions known{row,
                         std::make_shared<const dmn::Decisions>(std::move(*compiled)),
                         {},
                         model->ns,
                         std::make_shared<const std::string>(file_.bytes)};
    for (const auto& decision : model->decisions) known.ids.emplace_back(decision.id, decision.name);
    snapshot_.decisions[row.deployment].push_back(std::move(known));
  }

  void add_form(const store::DefinitionRow& row) {
    auto schema = definitions::read_form(file_.bytes, file_.name);
    if (!schema) return lost(row.key);
    snapshot_.forms[row.deployment].push_back(
        {row, std::make_shared<const definitions::FormSchema>(std::move(*schema))});
  }

  void add_calendar(const store::DefinitionRow& row) {
    auto read = definitions::read_calendar(file_.bytes, file_.name);
    if (!read) return lost(row.key);
    KnownCalendar& newest = snapshot_.calendars[row.key];
    if (newest.calendar && newest.row.version > row.version) return;
    newest = {row, std::make_shared<const calendar::WorkingCalendar>(std::move(*read))};
  }

  Snapshot& snapshot_;
  const store::FileRow& file_;
  store::Store& store_;
};

/// The one with the highest version; deployments' ids have no order.
template <class Known, class Wanted>
const Known* newest(const std::map<std::uint64_t, std::vector<Known>>& deployments, Wanted wanted) {
  const Known* best = nullptr;
  for (const auto& [id, all] : deployments) {
    for (const Known& known : all) {
      if (wanted(known) && (!best || known.row.version > best->row.version)) best = &known;
    }
  }
  return best;
}

template <class Known, class Wanted>
const Known* bound(const std::map<std::uint64_t, std::vector<Known>>& deployments, std::string_view binding,
                   std::uint64_t deployment, Wanted wanted) {
  if (binding != "latest") {
    if (auto own = deployments.find(deployment); own != deployments.end()) {
      auto found = std::ranges::find_if(own->second, wanted);
      if (found != own->second.end()) return &*found;
    }
  }
  return newest(deployments, wanted);
}

}  // namespace

const KnownProcess* Snapshot::process(DefinitionId id) const {
  auto it = processes.find(id);
  return it == processes.end() ? nullptr : &it->second;
}

const KnownProcess* Snapshot::process(std::string_view id, std::optional<int> version) const {
  auto found = versions.find(id);
  if (found == versions.end()) return nullptr;
  if (version) {
    auto it = found->second.find(*version);
    const KnownProcess* known = it == found->second.end() ? nullptr : process(it->second);
    return known && known->row.enabled ? known : nullptr;
  }
  for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
    const KnownProcess* known = process(it->second);
    if (known && known->row.enabled) return known;
  }
  return nullptr;
}

const KnownProcess* Snapshot::process_of_deployment(std::string_view id, std::uint64_t deployment) const {
  auto found = versions.find(id);
  if (found == versions.end()) return nullptr;
  for (const auto& [version, definition] : found->second) {
    const KnownProcess* known = process(definition);
    if (known && known->row.deployment == deployment) return known;
  }
  return nullptr;
}

const KnownProcess* Snapshot::process_tagged(std::string_view id, std::string_view tag) const {
  auto found = versions.find(id);
  if (found == versions.end()) return nullptr;
  for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
    const KnownProcess* known = process(it->second);
    if (known && known->row.version_tag == tag) return known;
  }
  return nullptr;
}

const KnownDecisions* Snapshot::decision(std::string_view id, std::string_view binding,
                                         std::uint64_t deployment) const {
  constexpr std::string_view by_version = "version:";
  const bool one_version = binding.starts_with(by_version);
  return bound(decisions, one_version ? "latest" : binding, deployment, [&](const KnownDecisions& known) {
    const bool is_version = !one_version || std::to_string(known.row.version) == binding.substr(by_version.size());
    return is_version && std::ranges::any_of(known.ids, [&](const auto& named) { return named.first == id; });
  });
}

const KnownForm* Snapshot::form(std::string_view id, std::string_view binding, std::uint64_t deployment) const {
  return bound(forms, binding, deployment, [&](const KnownForm& known) { return known.row.key == id; });
}

const calendar::WorkingCalendar* Snapshot::calendar(std::string_view id) const {
  auto it = calendars.find(id);
  return it == calendars.end() ? nullptr : it->second.calendar.get();
}

namespace {

const std::string* constant(const definition::Expr& expr) {
  return expr.is_computed() ? nullptr : expr.constant().string();
}

/// Start points of one process with this kind of event, and this name where one is given.
void add_starts(const KnownProcess& known, definition::EventKind kind, std::optional<std::string_view> name,
                std::vector<KnownStart>& found) {
  for (const definition::StartPoint& start : definition::start_points(*known.definition)) {
    const definition::EventRule& rule = definition::rule_at(*known.definition, start);
    const std::string* own = constant(rule.name);
    if (rule.kind != kind || (name && (!own || *own != *name))) continue;
    found.push_back({known.row.id, definition::name_of(*known.definition, start)});
    if (name) return;
  }
}

}  // namespace

std::vector<KnownStart> Snapshot::starts_on(definition::EventKind kind, std::string_view name) const {
  std::vector<KnownStart> found;
  for (const auto& [id, all] : versions)
    if (const KnownProcess* known = process(id)) add_starts(*known, kind, name, found);
  return found;
}

std::optional<KnownStart> Snapshot::message_start(std::string_view name) const {
  const std::vector<KnownStart> found = starts_on(definition::EventKind::Message, name);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<KnownStart> Snapshot::conditional_starts() const {
  std::vector<KnownStart> found;
  for (const auto& [id, all] : versions)
    if (const KnownProcess* known = process(id)) add_starts(*known, definition::EventKind::Conditional, {}, found);
  return found;
}

Catalogue::Catalogue(store::Store& store) : store_(store), snapshot_(std::make_shared<const Snapshot>()) {
  refresh();
}

std::shared_ptr<const Snapshot> Catalogue::now() const {
  std::lock_guard lock(mutex_);
  return snapshot_;
}

void Catalogue::refresh() {
  while (true) {
    const std::shared_ptr<const Snapshot> before = now();
    std::shared_ptr<const Snapshot> next = read_since(*before);
    std::lock_guard lock(mutex_);
    // Another thread's reading came between and may have seen more: then ours must not replace it.
    if (snapshot_ != before) continue;
    snapshot_ = std::move(next);
    return;
  }
}

std::shared_ptr<const Snapshot> Catalogue::read_since(const Snapshot& before) {
  auto next = std::make_shared<Snapshot>(before);
  std::map<std::pair<std::uint64_t, std::string>, std::vector<store::DefinitionRow>> files;
  for (const store::DefinitionRow& row : store_.definitions()) {
    if (auto known = next->processes.find(row.id); known != next->processes.end()) {
      known->second.row.enabled = row.enabled;
    } else if (!next->deployments.contains(row.deployment)) {
      files[{row.deployment, row.file}].push_back(row);
    }
  }
  for (const auto& [place, held] : files) {
    const auto file = store_.file(place.first, place.second);
    if (file) Addition(*next, *file, store_).add(held);
    next->deployments.insert(place.first);
  }
  return next;
}

}  // namespace bihuan::host
