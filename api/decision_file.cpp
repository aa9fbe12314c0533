// Decides the reading of one file and of those beside it.
#include "api/decision_file.h"

#include <filesystem>

#include "adapters/definitions/dmn_reader.h"
#include "adapters/system/files.h"
#include "engine/dmn/link.h"

namespace bihuan::api {
namespace {

namespace fs = std::filesystem;

/// The other models of the folder that can be read; one that cannot is no fault unless it is needed.
std::vector<dmn::Model> models_beside(const fs::path& path) {
  std::vector<dmn::Model> models;
  for (const std::string& file : system::files_below(path.parent_path().empty() ? "." : path.parent_path().string())) {
    if (!file.ends_with(".dmn") || fs::path(file).filename() == path.filename()) continue;
    const auto bytes = system::read_file(file);
    if (!bytes) continue;
    if (auto read = definitions::read_dmn(*bytes, file)) models.push_back(std::move(*read));
  }
  return models;
}

std::vector<FileFault> faults_of(const std::string& file, const std::vector<dmn::Fault>& faults) {
  std::vector<FileFault> found;
  for (const dmn::Fault& one : faults) found.push_back({file, one.line, one.message_zh, one.message_en});
  return found;
}

}  // namespace

std::expected<dmn::Decisions, std::vector<FileFault>> decisions_of_file(const std::string& path,
                                                                        dmn::OnFault on_fault) {
  const auto bytes = system::read_file(path);
  if (!bytes) return std::unexpected(std::vector{FileFault{path, 0, bytes.error(), bytes.error()}});
  const auto model = definitions::read_dmn(*bytes, path);
  if (!model) {
    std::vector<FileFault> found;
    for (const auto& one : model.error()) found.push_back({path, one.where.line, one.message_zh, one.message_en});
    return std::unexpected(std::move(found));
  }
  const auto linked = dmn::link(*model, model->imports.empty() ? std::vector<dmn::Model>{} : models_beside(path));
  if (!linked) return std::unexpected(faults_of(path, linked.error()));
  auto compiled = dmn::compile(*linked, on_fault);
  if (!compiled) return std::unexpected(faults_of(path, compiled.error()));
  return std::move(*compiled);
}

}  // namespace bihuan::api
