#include "api/body.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/codec/json.h"
#include "adapters/codec/time.h"

namespace bihuan::api {
namespace {

std::string escaped(std::string_view name) {
  std::string out;
  for (char c : name) c == '~' ? out += "~0" : c == '/' ? out += "~1" : out += c;
  return out;
}

/// Names what a client sent that was not asked for, wrongly, or not at all. The nesting is that of the declared fields.
class Checker {
 public:
  void object(const Value& value, std::span<const Field> fields, const std::string& at) {
    const ContextEntries* entries = value.context();
    if (!entries) return fault(at, "应为对象", "Expected an object");
    for (const auto& [name, entry] : *entries) {
      const auto field = std::ranges::find(fields, name, &Field::name);
      const std::string pointer = at + "/" + escaped(name);
      if (field == fields.end()) {
        fault(pointer, "不认识的字段", "Expected a known field, but this one is not");
      } else if (!entry.is_null()) {
        check(entry, *field, pointer);
      }
    }
    for (const Field& field : fields) {
      const Value* entry = value.entry(field.name);
      if (field.required && (!entry || entry->is_null())) {
        fault(at + "/" + escaped(field.name), "缺少该字段", "Expected this field, but it is missing");
      }
    }
  }

  std::vector<InputFault> faults;

 private:
  void check(const Value& value, const Field& field, const std::string& at) {
    switch (field.type) {
      case FieldType::Text:
        if (!value.string()) return fault(at, "应为文字", "Expected a string");
        if (value.string()->size() > max_text_bytes) fault(at, "文字过长", "Expected at most 64 KB of text");
        return;
      case FieldType::LongText:
        if (!value.string()) fault(at, "应为文字", "Expected a string");
        return;
      case FieldType::Integer:
        if (!value.number() || !value.number()->to_int64()) fault(at, "应为整数", "Expected a whole number");
        return;
      case FieldType::Flag:
        if (!value.get<bool>()) fault(at, "应为 true 或 false", "Expected true or false");
        return;
      case FieldType::Variables:
        if (!value.context()) return fault(at, "应为对象", "Expected an object");
        if (value.context()->size() > max_variables) fault(at, "变量过多", "Expected at most 10000 variables");
        return;
      case FieldType::Moment:
        if (!value.string() || !codec::parse_instant(*value.string())) {
          fault(at, "应为带时区的时间，如 2026-09-28T09:00:00+08:00",
                "Expected a moment with its zone, like 2026-09-28T09:00:00+08:00");
        }
        return;
      case FieldType::Any:
        return;
      case FieldType::Values:
        if (!value.list()) return fault(at, "应为列表", "Expected a list");
        if (value.list()->size() > max_variables) fault(at, "项目过多", "Expected at most 10000 items");
        return;
      case FieldType::Texts:
      case FieldType::Objects:
        return list(value, field, at);
    }
  }

  void list(const Value& value, const Field& field, const std::string& at) {
    if (!value.list()) return fault(at, "应为列表", "Expected a list");
    for (std::size_t i = 0; i < value.list()->size() && faults.size() < max_faults; ++i) {
      const Value& item = (*value.list())[i];
      const std::string pointer = fmt::format("{}/{}", at, i);
      if (field.type == FieldType::Objects) {
        object(item, field.inner, pointer);
      } else if (!item.string()) {
        fault(pointer, "应为文字", "Expected a string");
      }
    }
  }

  void fault(const std::string& at, const char* zh, const char* en) {
    if (faults.size() < max_faults) faults.push_back({at, zh, en});
  }

  static constexpr std::size_t max_faults = 100;
};

}  // namespace

const Value* Body::find(std::string_view name) const {
  const Value* value = object_.entry(name);
  return value && !value->is_null() ? value : nullptr;
}

bool Body::has(std::string_view name) const {
  return find(name) != nullptr;
}

std::string Body::text(std::string_view name) const {
  const Value* value = find(name);
  return value ? *value->string() : std::string();
}

std::optional<std::int64_t> Body::integer(std::string_view name) const {
  const Value* value = find(name);
  return value ? value->number()->to_int64() : std::nullopt;
}

bool Body::flag(std::string_view name) const {
  const Value* value = find(name);
  return value && value->is_true();
}

state::Variables Body::variables(std::string_view name) const {
  const Value* value = find(name);
  return value ? *value->context() : state::Variables();
}

std::vector<Value> Body::values(std::string_view name) const {
  const Value* value = find(name);
  return value ? *value->list() : std::vector<Value>();
}

std::vector<std::string> Body::texts(std::string_view name) const {
  std::vector<std::string> out;
  const Value* value = find(name);
  if (!value) return out;
  for (const Value& item : *value->list()) out.push_back(*item.string());
  return out;
}

std::vector<Body> Body::objects(std::string_view name) const {
  std::vector<Body> out;
  const Value* value = find(name);
  if (!value) return out;
  for (const Value& item : *value->list()) out.emplace_back(item);
  return out;
}

std::optional<Instant> Body::moment(std::string_view name) const {
  const Value* value = find(name);
  return value ? codec::parse_instant(*value->string()) : std::nullopt;
}

std::expected<Body, Problem> read_body(std::string_view text, std::span<const Field> fields) {
  const auto value = codec::parse_json(text.empty() ? "{}" : text);
  if (!value) {
    const codec::JsonError& error = value.error();
    return std::unexpected(Problem{Fault::MalformedJson,
                                   fmt::format("第 {} 字节处有误：{}", error.offset, error.message_zh),
                                   fmt::format("At byte {}: {}", error.offset, error.message),
                                   {}});
  }
  Checker checker;
  checker.object(*value, fields, "");
  if (checker.faults.empty()) return Body(*value);
  return std::unexpected(
      Problem{Fault::InvalidBody, fmt::format("请求内容有 {} 处不符合要求", checker.faults.size()),
              fmt::format("Expected another body: {} fields are not as they should be", checker.faults.size()),
              std::move(checker.faults)});
}

}  // namespace bihuan::api
