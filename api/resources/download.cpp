#include "api/resources/download.h"

#include <spdlog/spdlog.h>

#include <cctype>

#include "adapters/spreadsheet/writer.h"
#include "api/security/noted.h"

namespace bihuan::resources {
namespace {

constexpr const char* sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

}  // namespace

std::string disposition(const std::string& file_name, bool shown_in_place) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out = shown_in_place ? "inline; filename*=UTF-8''" : "attachment; filename*=UTF-8''";
  for (unsigned char c : file_name) {
    if (std::isalnum(c) || c == '.' || c == '-' || c == '_') {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += hex[c >> 4];
      out += hex[c & 15];
    }
  }
  return out;
}

http::Response download(std::string content_type, std::string bytes, const std::string& file_name) {
  http::Response response = http::make_response(200, std::move(content_type), std::move(bytes));
  response.headers.push_back({"Content-Disposition", disposition(file_name)});
  response.headers.push_back({"Content-Security-Policy", "default-src 'none'; sandbox"});
  return response;
}

api::Answer sheet_answer(const std::vector<spreadsheet::Sheet>& sheets, const std::string& file_name) {
  auto bytes = spreadsheet::write(sheets);
  if (bytes) return download(sheet_type, std::move(*bytes), file_name);
  spdlog::error("a spreadsheet was not written: {}", bytes.error());
  return api::Problem{
      api::Fault::InvalidInput, "数据过多，无法导出，请缩小范围", "Expected less data for one file", {}};
}

void note_export(const api::Call& call, const std::string& what, const std::string& detail) {
  security::note(call, security::Noted::Exported, what, detail);
}

}  // namespace bihuan::resources
