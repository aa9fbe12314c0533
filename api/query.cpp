#include "api/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "adapters/codec/ids.h"
#include "adapters/codec/time.h"
#include "adapters/store/cursor.h"

namespace bihuan::api {

const std::string* Query::find(std::string_view name) {
  read_.emplace_back(name);
  return request_.query_value(name);
}

void Query::fault(std::string_view name, std::string zh, std::string en) {
  faults_.push_back({fmt::format("?{}", name), std::move(zh), std::move(en)});
}

std::string Query::text(std::string_view name) {
  const std::string* value = find(name);
  return value ? *value : std::string();
}

bool Query::flag(std::string_view name) {
  const auto which = word(name, {"false", "true"});
  return which.value_or(0) == 1;
}

std::optional<std::int64_t> Query::integer(std::string_view name) {
  const std::string* value = find(name);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  const char* end = value->data() + value->size();
  const auto [stop, error] = std::from_chars(value->data(), end, number);
  if (error == std::errc() && stop == end) return number;
  fault(name, "应为整数", "Expected a whole number");
  return std::nullopt;
}

std::optional<Instant> Query::moment(std::string_view name) {
  const std::string* value = find(name);
  if (!value) return std::nullopt;
  const auto at = codec::parse_instant(*value);
  if (!at) fault(name, "应为带时区的时间", "Expected a moment with its zone, like 2026-09-28T09:00:00+08:00");
  return at;
}

InstanceId Query::instance(std::string_view name) {
  const std::string* value = find(name);
  if (!value) return {};
  const auto id = codec::parse_instance_id(*value);
  if (!id) fault(name, "应为事项编号", "Expected an instance id");
  return id.value_or(InstanceId{});
}

std::optional<std::size_t> Query::word(std::string_view name, std::initializer_list<std::string_view> words) {
  const std::string* value = find(name);
  if (!value) return std::nullopt;
  const auto found = std::ranges::find(words, *value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  fault(name, fmt::format("应为以下之一：{}", fmt::join(words, "、")),
        fmt::format("Expected one of {}", fmt::join(words, ", ")));
  return std::nullopt;
}

store::Page Query::page(const std::string& pattern) {
  store::Page page;
  page.cursor = text("cursor");
  if (!page.cursor.empty() && !store::place_of(page.cursor, pattern)) {
    fault("cursor", "不是上一页给出的 nextCursor", "Expected the nextCursor of a page before");
  }
  const std::int64_t limit = integer("limit").value_or(page.limit);
  if (limit < 1 || limit > 1000) fault("limit", "应在 1 到 1000 之间", "Expected 1 to 1000");
  page.limit = static_cast<int>(std::clamp<std::int64_t>(limit, 1, 1000));
  return page;
}

std::optional<Problem> Query::finish() {
  for (const auto& [name, value] : request_.query) {
    if (std::ranges::find(read_, name) == read_.end()) {
      fault(name, "不认识的参数", "Expected a known parameter, but this one is not");
    }
  }
  if (faults_.empty()) return std::nullopt;
  return Problem{Fault::InvalidParameter, "请求参数有误", "Expected other parameters", std::move(faults_)};
}

}  // namespace bihuan::api
