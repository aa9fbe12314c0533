#include "api/bundled.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "adapters/system/files.h"

namespace bihuan::api {
namespace {

constexpr std::array<std::string_view, 4> endings = {".bpmn", ".dmn", ".form", ".calendar.json"};

bool is_definition(const std::string& path) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

void import_organisation(const std::string& path, People& people) {
  const auto text = system::read_file(path);
  if (!text) return spdlog::error("{}: {}", path, text.error());
  const auto replaced = people.replace(*text);
  if (replaced) return spdlog::info("imported the organisation from {}", path);
  for (const identity::DocumentFault& fault : replaced.error()) {
    spdlog::error("{}{}: {}", path, fault.pointer, fault.message_zh);
  }
}

definition::Diagnostic unreadable(const std::string& file, const std::string& why) {
  definition::Diagnostic diagnostic{.file = file, .code = "unreadable-file"};
  diagnostic.message_zh = "文件无法读取：" + why;
  diagnostic.message_en = "Expected a readable file: " + why;
  return diagnostic;
}

}  // namespace

Bundled deploy_folder(const std::string& folder, host::Deployer& deployer, People& people) {
  Bundled bundled;
  host::DeploymentRequest request{.name = "processes", .note = "随程序提供 / shipped with the program", .by = "system"};
  for (const std::string& path : system::files_below(folder)) {
    const bool organisation = path.find("/organisation/") != std::string::npos && path.ends_with(".json");
    if (organisation && people.document().empty()) import_organisation(path, people);
    if (!is_definition(path)) continue;
    const auto bytes = system::read_file(path);
    const std::string name = std::filesystem::path(path).lexically_relative(folder).generic_string();
    if (bytes) {
      request.files.push_back({.name = name, .kind = "", .bytes = *bytes});
    } else {
      bundled.diagnostics.push_back(unreadable(name, bytes.error()));
    }
  }
  if (request.files.empty() || !bundled.diagnostics.empty()) return bundled;
  const auto deployed = deployer.deploy_if_changed(request);
  if (deployed) {
    bundled.deployment = deployed->row.id;
  } else {
    bundled.diagnostics = deployed.error().diagnostics;
  }
  return bundled;
}

}  // namespace bihuan::api
