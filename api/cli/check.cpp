// bihuan check FILE…: what deployment would say of these files, without a server.
#include <fmt/format.h>

#include <filesystem>

#include "adapters/codec/json.h"
#include "adapters/definitions/kind.h"
#include "adapters/host/deployer.h"
#include "adapters/system/clock.h"
#include "adapters/system/files.h"
#include "api/cli/command.h"

namespace bihuan::cli {
namespace {

Value json_of(const definition::Diagnostic& diagnostic) {
  return Value(ContextEntries{{"severity", diagnostic.severity == definition::Severity::Error ? "error" : "warning"},
                              {"file", diagnostic.file},
                              {"line", diagnostic.where.line},
                              {"column", diagnostic.where.column},
                              {"element", diagnostic.element_id},
                              {"code", diagnostic.code},
                              {"message", diagnostic.message_zh},
                              {"messageEn", diagnostic.message_en}});
}

void print(const definition::Diagnostic& diagnostic, const Shared& shared) {
  const bool error = diagnostic.severity == definition::Severity::Error;
  const char* severity = shared.english ? (error ? "error" : "warning") : (error ? "错误" : "警告");
  fmt::print("{}:{}:{}: {}: {}", diagnostic.file, diagnostic.where.line, diagnostic.where.column, severity,
             shared.english ? diagnostic.message_en : diagnostic.message_zh);
  if (!diagnostic.element_id.empty()) fmt::print(" [{}]", diagnostic.element_id);
  fmt::print(" ({})\n", diagnostic.code);
}

/// A folder stands for the files in it that can be deployed.
std::vector<std::string> deployable(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      out.push_back(path);
      continue;
    }
    for (std::string& file : system::files_below(path)) {
      if (definitions::kind_of(file, "") != definitions::FileKind::Unknown) out.push_back(std::move(file));
    }
  }
  return out;
}

void run(const std::vector<std::string>& paths, Shared& shared) {
  std::vector<store::FileRow> files;
  for (const std::string& path : deployable(paths)) {
    auto bytes = system::read_file(path);
    if (!bytes) {
      fmt::print(stderr, "bihuan check: {}\n", bytes.error());
      shared.exit_code = 2;
      return;
    }
    files.push_back({path, "", std::move(*bytes)});
  }
  const auto store = store::open_memory(system::now);
  host::Catalogue catalogue(*store);
  const host::Checked checked = host::Deployer(*store, catalogue, &system::zones()).check(files, true);
  if (files.empty()) {
    fmt::print(stderr, "bihuan check: no file that can be deployed\n");
    shared.exit_code = 2;
    return;
  }
  if (shared.json) {
    List diagnostics;
    for (const auto& diagnostic : checked.diagnostics) diagnostics.push_back(json_of(diagnostic));
    fmt::print("{}\n",
               codec::to_json(Value(ContextEntries{{"ok", checked.ok()}, {"diagnostics", Value(diagnostics)}})));
  } else {
    for (const auto& diagnostic : checked.diagnostics) print(diagnostic, shared);
    const char* verdict = shared.english ? (checked.ok() ? "can be deployed" : "cannot be deployed")
                                         : (checked.ok() ? "可以部署" : "不能部署");
    fmt::print("{} {}\n", files.size() == 1 ? files.front().name : fmt::format("{} files", files.size()), verdict);
  }
  shared.exit_code = checked.ok() ? 0 : 1;
}

}  // namespace

void add_check(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("check", "检查 BPMN、DMN、表单、日历文件 / check files as deployment would");
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "文件或文件夹，一起检查 / files or folders, checked together")->required();
  command->callback([files, &shared] { run(*files, shared); });
}

}  // namespace bihuan::cli
