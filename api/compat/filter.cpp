#include "api/compat/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/codec/ids.h"
#include "adapters/codec/json.h"
#include "api/compat/shape.h"
#include "api/compat/typed_value.h"

namespace bihuan::compat {
namespace {

constexpr std::array tests =
    std::to_array<std::string_view>({"eq", "neq", "gt", "gteq", "lt", "lteq", "like", "notLike"});

/// Text of a scalar, as a query would have it.
std::string scalar_text(const Value& value) {
  return value.string() ? *value.string() : codec::to_json(value);
}

/// A value in a query has no type: what looks like a number, a flag or null is one.
Value untyped(const std::string& text) {
  if (text == "true" || text == "false") return Value(text == "true");
  if (text == "null") return Value();
  if (const auto number = Decimal::parse(text)) return Value(*number);
  return Value(text);
}

std::optional<std::strong_ordering> compare(const Value& a, const Value& b) {
  if (a.number() && b.number()) return *a.number() <=> *b.number();
  if (a.string() && b.string()) return *a.string() <=> *b.string();
  return std::nullopt;
}

}  // namespace

bool like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0, star = std::string_view::npos, mark = 0, p = 0;
  while (at < text.size()) {
    if (p < pattern.size() && pattern[p] == '%') {
      star = p++;
      mark = at;
    } else if (p < pattern.size() && pattern[p] == text[at]) {
      ++p, ++at;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      at = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

bool Condition::holds(const Value* actual) const {
  if (test == "neq") return actual && !(*actual == value);
  if (!actual) return false;
  if (test == "eq") return *actual == value;
  if (test == "like" || test == "notLike") {
    if (!actual->string()) return false;
    return like(*actual->string(), scalar_text(value)) == (test == "like");
  }
  const auto order = compare(*actual, value);
  if (!order) return false;
  if (test == "gt") return *order > 0;
  if (test == "gteq") return *order >= 0;
  return test == "lt" ? *order < 0 : *order <= 0;
}

Filter::Filter(const api::Call& call) {
  if (call.request->method == "POST") {
    const auto body = codec::parse_json(call.request->body.empty() ? "{}" : call.request->body);
    if (body && body->context()) {
      for (const auto& [name, value] : *body->context()) {
        if (!value.is_null()) given_.emplace(name, value);
      }
    } else {
      malformed_ =
          api::Problem{api::Fault::MalformedJson, "请求内容不是有效的 JSON 对象", "Expected a JSON object", {}};
    }
  }
  for (const auto& [name, value] : call.request->query) given_.insert_or_assign(name, Value(value));
}

const Value* Filter::find(std::string_view name) {
  read_.emplace(name);
  const auto found = given_.find(name);
  return found == given_.end() ? nullptr : &found->second;
}

void Filter::fault(std::string_view name, std::string zh, std::string en) {
  faults_.push_back({std::string(name), std::move(zh), std::move(en)});
}

bool Filter::has(std::string_view name) {
  return find(name) != nullptr;
}

std::string Filter::text(std::string_view name) {
  const Value* value = find(name);
  if (!value) return {};
  if (value->list() || value->context()) {
    fault(name, "应为文字", "Expected a string");
    return {};
  }
  return scalar_text(*value);
}

std::optional<bool> Filter::choice(std::string_view name) {
  const Value* value = find(name);
  if (!value) return std::nullopt;
  const std::string word = scalar_text(*value);
  if (word != "true" && word != "false") fault(name, "应为 true 或 false", "Expected true or false");
  return word == "true";
}

std::optional<std::int64_t> Filter::integer(std::string_view name) {
  const Value* value = find(name);
  if (!value) return std::nullopt;
  const auto number = Decimal::parse(scalar_text(*value));
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole) fault(name, "应为整数", "Expected a whole number");
  return whole;
}

std::optional<Instant> Filter::moment(std::string_view name) {
  const Value* value = find(name);
  if (!value) return std::nullopt;
  const auto at = parse_moment(scalar_text(*value));
  if (!at)
    fault(name, "应为时间，如 2026-11-20T09:01:00.000+0800", "Expected a date like 2026-11-20T09:01:00.000+0800");
  return at;
}

std::optional<std::set<std::string>> Filter::words(std::string_view name) {
  const Value* value = find(name);
  if (!value) return std::nullopt;
  std::set<std::string> out;
  if (value->list()) {
    for (const Value& one : *value->list()) out.insert(scalar_text(one));
    return out;
  }
  std::string text = scalar_text(*value);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    if (comma > begin) out.insert(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return out;
}

std::optional<Condition> Filter::read_condition(std::string_view name, const std::string& text) {
  for (const std::string_view test : tests) {
    const std::string infix = fmt::format("_{}_", test);
    const std::size_t at = text.find(infix);
    if (at == std::string::npos || at == 0) continue;
    return Condition{text.substr(0, at), std::string(test), untyped(text.substr(at + infix.size()))};
  }
  fault(name, "应形如 name_eq_value", "Expected name_operator_value");
  return std::nullopt;
}

std::vector<Condition> Filter::conditions(std::string_view name) {
  std::vector<Condition> out;
  const Value* value = find(name);
  if (!value) return out;
  if (!value->list()) {
    const std::set<std::string> given = words(name).value_or(std::set<std::string>());
    for (const std::string& one : given) {
      if (auto condition = read_condition(name, one)) out.push_back(std::move(*condition));
    }
    return out;
  }
  for (const Value& one : *value->list()) {
    const Value *key = one.entry("name"), *test = one.entry("operator"), *wanted = one.entry("value");
    const bool known = test && test->string() && std::ranges::find(tests, *test->string()) != tests.end();
    if (!key || !key->string() || !known) {
      fault(name, "应为 {name, operator, value}", "Expected {name, operator, value}");
      continue;
    }
    out.push_back({*key->string(), *test->string(), wanted ? *wanted : Value()});
  }
  return out;
}

std::optional<Order> Filter::read_order(std::string by, const std::string& order,
                                        std::initializer_list<std::string_view> known) {
  if (std::ranges::find(known, by) == known.end()) {
    fault("sortBy", "不能按此排序：" + by, "Expected another sortBy than " + by);
    return std::nullopt;
  }
  if (order != "asc" && order != "desc") {
    fault("sortOrder", "应为 asc 或 desc", "Expected asc or desc");
    return std::nullopt;
  }
  return Order{std::move(by), order == "desc"};
}

std::vector<Order> Filter::sorting(std::initializer_list<std::string_view> known) {
  std::vector<Order> out;
  const Value* list = find("sorting");
  if (list && list->list()) {
    for (const Value& one : *list->list()) {
      const Value *by = one.entry("sortBy"), *order = one.entry("sortOrder");
      auto read =
          read_order(by && by->string() ? *by->string() : "", order && order->string() ? *order->string() : "", known);
      if (read) out.push_back(std::move(*read));
    }
  }
  const std::string by = text("sortBy"), order = text("sortOrder");
  if (by.empty() != order.empty()) fault("sortBy", "sortBy 与 sortOrder 应同时给出", "Expected sortBy and sortOrder");
  if (!by.empty() && !order.empty()) {
    if (auto read = read_order(by, order, known)) out.push_back(std::move(*read));
  }
  return out;
}

Slice Filter::slice() {
  Slice out;
  const auto first = integer("firstResult"), most = integer("maxResults");
  if ((first && *first < 0) || (most && *most < 0)) {
    fault("firstResult", "不能为负数", "Expected firstResult and maxResults that are not negative");
    return out;
  }
  if (first) out.first = static_cast<std::size_t>(*first);
  if (most) out.most = static_cast<std::size_t>(*most);
  return out;
}

bool Filter::asks_for_a_tenant() {
  ignore({"withoutTenantId", "includeProcessDefinitionsWithoutTenantId", "includeDeploymentsWithoutTenantId",
          "includeJobsWithoutTenantId", "includeEventSubscriptionsWithoutTenantId",
          "includeDecisionDefinitionsWithoutTenantId", "includeExecutionsWithoutTenantId"});
  const auto tenants = words("tenantIdIn");
  return tenants && !tenants->empty();
}

void Filter::ignore(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) read_.emplace(name);
}

std::optional<api::Problem> Filter::finish() {
  if (malformed_) return malformed_;
  ignore({"cacheBust", "_"});
  for (const auto& [name, value] : given_) {
    if (!read_.contains(name)) fault(name, "不支持的查询条件", "Expected a filter that this server knows");
  }
  if (faults_.empty()) return std::nullopt;
  return api::Problem{api::Fault::InvalidParameter, "查询条件有误", "Expected other filters", faults_};
}

}  // namespace bihuan::compat
