#include <fmt/format.h>

#include <filesystem>

#include "adapters/system/clock.h"
#include "api/cli/command.h"

namespace bihuan::cli {

void StoreOptions::add_to(CLI::App& command) {
  command.add_option("--store", url, "postgresql://用户:口令@主机/库，缺省为 SQLite / PostgreSQL instead of SQLite");
  command.add_option("--data", data, "数据文件夹（SQLite 文件与附件）/ folder of the SQLite file")
      ->capture_default_str();
}

std::unique_ptr<store::Store> StoreOptions::open(const Shared& shared) const {
  auto opened = [&]() -> std::expected<std::unique_ptr<store::Store>, store::OpenFailure> {
    if (!url.empty()) return store::open_postgresql(url, 4);
    std::filesystem::create_directories(data);
    return store::open_sqlite(data + "/bihuan.db", system::now);
  }();
  if (opened) return std::move(*opened);
  fmt::print(stderr, "{}{}\n", shared.english ? "cannot open the store: " : "无法打开数据库：", opened.error().message);
  return nullptr;
}

}  // namespace bihuan::cli
