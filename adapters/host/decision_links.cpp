// Decides the search for imported models.
#include "adapters/host/decision_links.h"

#include <algorithm>
#include <set>

#include "adapters/definitions/dmn_reader.h"
#include "engine/dmn/link.h"

namespace bihuan::host {
namespace {

/// The newest model of a namespace among everything deployed; nullptr if there is none.
const KnownDecisions* newest_of(const Snapshot& known, const std::string& ns) {
  const KnownDecisions* best = nullptr;
  for (const auto& [deployment, all] : known.decisions)
    for (const KnownDecisions& one : all)
      if (one.ns == ns && (best == nullptr || best->row.version < one.row.version)) best = &one;
  return best;
}

}  // namespace

std::vector<DecisionFile> imported_files(const std::vector<DecisionFile>& files, const Snapshot& known) {
  std::vector<DecisionFile> found;
  std::set<std::string> have;
  for (const DecisionFile& one : files) have.insert(one.model.ns);
  std::vector<std::string> wanted;
  const auto want = [&](const dmn::Model& model) {
    for (const dmn::Import& import : model.imports)
      if (have.insert(import.ns).second) wanted.push_back(import.ns);
  };
  for (const DecisionFile& one : files) want(one.model);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const KnownDecisions* source = newest_of(known, wanted[i]);
    if (source == nullptr) continue;
    auto model = definitions::read_dmn(*source->bytes, source->row.file);
    if (!model) continue;
    want(*model);
    const std::string name = "imports/" + std::to_string(i + 1) + "/" + source->row.file;
    found.push_back({{name, std::string(import_kind), *source->bytes}, std::move(*model)});
  }
  return found;
}

std::expected<dmn::Decisions, std::vector<dmn::Fault>> linked_decisions(const dmn::Model& model,
                                                                        const std::vector<DecisionFile>& files) {
  std::vector<dmn::Model> others;
  if (!model.imports.empty())
    for (const DecisionFile& one : files) others.push_back(one.model);
  auto linked = dmn::link(model, others);
  if (!linked) return std::unexpected(std::move(linked.error()));
  return dmn::compile(*linked);
}

std::vector<DecisionFile> decision_files(const std::vector<store::FileRow>& files) {
  std::vector<DecisionFile> found;
  for (const store::FileRow& file : files) {
    if (file.kind != "dmn" && file.kind != import_kind) continue;
    if (auto model = definitions::read_dmn(file.bytes, file.name)) found.push_back({file, std::move(*model)});
  }
  return found;
}

}  // namespace bihuan::host
