#include "adapters/spreadsheet/package.h"

#include <fmt/format.h>
#include <zip.h>

#include <vector>

namespace bihuan::spreadsheet {
namespace {

ReadFault not_a_sheet_file() {
  return {"", "文件不是 .xlsx 表格，或者已损坏。请用表格软件另存为 .xlsx 后再上传",
          "Expected an .xlsx file, but this is none or it is damaged"};
}

ReadFault too_large() {
  return {"", "文件解开后太大，不予读取", "Expected a smaller file; unpacked it is larger than is read"};
}

ReadFault locked() {
  return {"", "文件有密码保护，请去掉密码后再上传", "Expected a file without a password"};
}

/// An .xlsx with a password is no archive but a compound file.
bool is_compound(std::string_view bytes) {
  return bytes.starts_with(std::string_view("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8));
}

struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

}  // namespace

void Package::Close::operator()(zip* archive) const {
  zip_discard(archive);
}

std::expected<Package, ReadFault> Package::open(std::string_view bytes, const ReadLimits& limits) {
  if (bytes.size() > limits.bytes) return std::unexpected(too_large());
  if (is_compound(bytes)) return std::unexpected(locked());
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
  if (source && !archive) zip_source_free(source);
  zip_error_fini(&error);
  if (!archive) return std::unexpected(not_a_sheet_file());
  Package package(archive, limits);
  const zip_int64_t entries = zip_get_num_entries(archive, 0);
  if (entries < 0 || static_cast<std::size_t>(entries) > limits.entries) return std::unexpected(too_large());
  return package;
}

bool Package::has(const std::string& path) const {
  return zip_name_locate(archive_.get(), path.c_str(), ZIP_FL_NOCASE) >= 0;
}

std::expected<std::string, ReadFault> Package::unpack(const std::string& path) {
  const zip_int64_t index = zip_name_locate(archive_.get(), path.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return std::unexpected(not_a_sheet_file());
  zip_stat_t about;
  const auto number = static_cast<zip_uint64_t>(index);
  if (zip_stat_index(archive_.get(), number, 0, &about) != 0) return std::unexpected(not_a_sheet_file());
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE) {
    return std::unexpected(locked());
  }
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen_index(archive_.get(), number, 0));
  if (!entry) return std::unexpected(not_a_sheet_file());
  std::string out;
  std::vector<char> piece(64u << 10);
  for (;;) {
    const zip_int64_t got = zip_fread(entry.get(), piece.data(), piece.size());
    if (got < 0) return std::unexpected(not_a_sheet_file());
    if (got == 0) return out;
    out.append(piece.data(), static_cast<std::size_t>(got));
    unpacked_ += static_cast<std::size_t>(got);
    if (out.size() > limits_->part_bytes || unpacked_ > limits_->unpacked_bytes) return std::unexpected(too_large());
  }
}

std::expected<definitions::XmlDocument, ReadFault> Package::part(const std::string& path) {
  const auto bytes = unpack(path);
  if (!bytes) return std::unexpected(bytes.error());
  const definitions::XmlLimits limits{
      .bytes = limits_->part_bytes, .attributes = 1'200'000, .elements = 600'000, .depth = 60};
  auto read = definitions::read_xml(*bytes, limits);
  if (read) return std::move(*read);
  return std::unexpected(ReadFault{"", fmt::format("文件内部 {} 读不懂：{}", path, read.error().message_zh),
                                   fmt::format("Expected {} to be readable: {}", path, read.error().message_en)});
}

std::string resolved(std::string_view from, std::string_view target) {
  std::vector<std::string_view> steps;
  const auto walk = [&steps](std::string_view path) {
    while (!path.empty()) {
      const std::size_t slash = path.find('/');
      const std::string_view step = path.substr(0, slash);
      if (step == ".." && !steps.empty()) steps.pop_back();
      if (!step.empty() && step != "." && step != "..") steps.push_back(step);
      path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
  };
  const std::size_t folder = from.rfind('/');
  if (!target.starts_with('/') && folder != std::string_view::npos) walk(from.substr(0, folder));
  walk(target);
  std::string out;
  for (const std::string_view step : steps) out += (out.empty() ? "" : "/") + std::string(step);
  return out;
}

}  // namespace bihuan::spreadsheet
