// Decides how answers are written: JSON objects name by name, without an intermediate tree. It does not decide which
// names an answer has; the resources do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.h"
#include "engine/base/value.h"

namespace bihuan::api {

/// RFC 3339 in local time ("2026-09-28T09:00:00.000000+08:00"), as every answer shows moments.
std::string moment_text(Instant at);

/// One JSON object, written in the order of the calls.
class JsonObject {
 public:
  JsonObject& text(std::string_view name, std::string_view value);
  JsonObject& text_if(std::string_view name, std::string_view value);  ///< left out when empty
  JsonObject& number(std::string_view name, std::int64_t value);
  JsonObject& flag(std::string_view name, bool value);
  JsonObject& moment(std::string_view name, Instant value);
  JsonObject& moment_if(std::string_view name, const std::optional<Instant>& value);  ///< left out when not set
  JsonObject& value(std::string_view name, const Value& value);
  JsonObject& raw(std::string_view name, std::string_view json);  ///< `json` is a whole JSON value
  std::string done() const;

 private:
  void begin(std::string_view name);
  std::string out_ = "{";
};

/// "[…]" of what `write` makes of each row.
template <class Rows, class Write>
std::string json_list(const Rows& rows, Write&& write) {
  std::string out = "[";
  for (const auto& row : rows) {
    if (out.size() > 1) out += ',';
    out += write(row);
  }
  return out + "]";
}

std::string json_texts(const std::vector<std::string>& texts);

/// {"items": […], "nextCursor": "…" or null}: the shape of every list.
std::string json_page(std::string_view items, std::string_view next_cursor);

}  // namespace bihuan::api
