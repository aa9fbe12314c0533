// bihuan backup: a copy of the SQLite store, made while a server works on it, and proved at once. PostgreSQL has its
// own programs for this (docs/operations.md).
#include <fmt/format.h>

#include <filesystem>

#include "adapters/codec/json.h"
#include "adapters/host/audit.h"
#include "adapters/store/sqlite_backup.h"
#include "adapters/system/clock.h"
#include "api/cli/command.h"

namespace bihuan::cli {
namespace {

struct Options {
  std::string file, data = "data";
  bool unproved = false;
};

/// Of a copy that nobody else knows yet; leaves only the file behind.
std::expected<host::VerifyReport, std::string> proved(const std::string& file) {
  host::VerifyReport report;
  {
    const auto copy = store::open_sqlite(file, system::now);
    if (!copy) return std::unexpected(copy.error().message);
    report = host::verify_all(**copy);
    host::verify_security_journal(**copy, report);
  }
  std::error_code ignored;
  std::filesystem::remove(file + ".lock", ignored);
  return report;
}

void tell(const std::string& file, const host::VerifyReport* report, const Shared& shared) {
  std::error_code no;
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, no));
  const bool sound = !report || report->findings.empty();
  if (shared.json) {
    ContextEntries out{{"file", file}, {"bytes", bytes}, {"ok", sound}};
    if (report) out.emplace_back("instances", static_cast<std::int64_t>(report->instances));
    if (report) out.emplace_back("entries", static_cast<std::int64_t>(report->entries));
    fmt::print("{}\n", codec::to_json(Value(std::move(out))));
    return;
  }
  if (shared.english) {
    fmt::print("backed up: {} ({} bytes)\n", file, bytes);
    if (report) {
      fmt::print("{} instances, {} entries verified: {}\n", report->instances, report->entries,
                 sound ? "untouched" : "findings, see bihuan audit verify");
    }
  } else {
    fmt::print("已备份：{}（{} 字节）\n", file, bytes);
    if (report) {
      fmt::print("已校验 {} 个事项、{} 条日志：{}\n", report->instances, report->entries,
                 sound ? "记录完整、未被改动" : "有问题，请用 bihuan audit verify 查看");
    }
  }
}

void run(const Options& options, Shared& shared) {
  const auto complain = [&](const std::string& why) {
    fmt::print(stderr, "bihuan backup: {}\n", why);
    shared.exit_code = 2;
  };
  const auto copied = store::copy_sqlite(options.data + "/bihuan.db", options.file);
  if (!copied) return complain(copied.error().message);
  if (options.unproved) return tell(options.file, nullptr, shared);
  const auto report = proved(options.file);
  if (!report) return complain(report.error());
  tell(options.file, &*report, shared);
  shared.exit_code = report->findings.empty() ? 0 : 1;
}

}  // namespace

void add_backup(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "backup",
      "备份 SQLite 数据库并校验，不用停服务 / copy the SQLite store beside a running server, and prove the copy");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "新文件，不能已存在 / a new file")->required();
  command->add_option("--data", options->data, "数据文件夹 / folder of the SQLite file")->capture_default_str();
  command->add_flag("--no-verify", options->unproved, "只复制，不校验 / copy only");
  command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace bihuan::cli
