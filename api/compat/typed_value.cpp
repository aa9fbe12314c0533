#include "api/compat/typed_value.h"

#include <algorithm>
#include <limits>

#include "adapters/codec/json.h"
#include "api/compat/shape.h"
#include "engine/feel/temporal.h"
#include "engine/feel/text.h"

namespace bihuan::compat {
namespace {

constexpr std::int32_t local_offset_s = 8 * 3600;

std::string_view number_type(const Decimal& number) {
  const auto whole = number.to_int64();
  if (!whole) return "Double";
  const bool small =
      *whole >= std::numeric_limits<std::int32_t>::min() && *whole <= std::numeric_limits<std::int32_t>::max();
  return small ? "Integer" : "Long";
}

std::string date_json(DateTime moment, const ZoneOffset* zones) {
  if (!feel::has_offset(moment.time)) moment.time.offset_s = local_offset_s;
  const auto utc = feel::utc_seconds(moment, zones);
  if (!utc) return codec::json_string(feel::text(moment));
  return codec::json_string(moment_text({utc->seconds * us_per_second + utc->ns / 1000}));
}

std::string value_json(const Value& value, const ZoneOffset* zones) {
  if (const auto* moment = value.get<DateTime>()) return date_json(*moment, zones);
  if (value.list() || value.context()) return codec::json_string(codec::to_json(value));
  return codec::to_json(value);
}

InputFault fault(const std::string& pointer, std::string zh, std::string en) {
  return {pointer, std::move(zh), std::move(en)};
}

bool any_of(const std::string& type, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, type) != names.end();
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

using Read = std::expected<Value, InputFault>;

Read number(const Value& value, const std::string& pointer, bool whole) {
  const std::string* text = value.string();
  const auto parsed = text ? Decimal::parse(*text) : value.number() ? std::optional(*value.number()) : std::nullopt;
  if (!parsed || (whole && !parsed->is_integer()))
    return std::unexpected(fault(pointer, "应为数值", "Expected a number of that type"));
  return Value(*parsed);
}

Read boolean(const Value& value, const std::string& pointer) {
  if (value.get<bool>()) return value;
  const std::string* text = value.string();
  if (text && (*text == "true" || *text == "false")) return Value(*text == "true");
  return std::unexpected(fault(pointer, "应为 true 或 false", "Expected true or false"));
}

Read date(const Value& value, const std::string& pointer) {
  const auto at = value.string() ? parse_moment(*value.string()) : std::nullopt;
  if (!at) {
    return std::unexpected(fault(pointer, "应为时间，如 2026-11-20T09:01:00.000+0800",
                                 "Expected a date like 2026-11-20T09:01:00.000+0800"));
  }
  // Milliseconds are what that engine keeps; the same digits come back.
  std::string text = moment_text(*at);
  text.insert(text.size() - 2, ":");
  return Value(*feel::parse_date_time(text));
}

/// A serialised object: JSON text, or the JSON itself. Java's own form means nothing here.
Read object(const Value& value, const Value* info, const std::string& pointer) {
  const Value* format = info ? info->entry("serializationDataFormat") : nullptr;
  if (format && format->string() && !format->string()->empty() && *format->string() != "application/json") {
    return std::unexpected(
        fault(pointer, "只接受 application/json 格式的对象", "Expected serializationDataFormat application/json"));
  }
  if (!value.string()) return value;
  const auto parsed = codec::parse_json(*value.string());
  if (!parsed) return std::unexpected(fault(pointer, "不是有效的 JSON", "Expected JSON: " + parsed.error().message));
  return *parsed;
}

}  // namespace

std::string_view type_of(const Value& value) {
  if (value.is_null()) return "Null";
  if (value.get<bool>()) return "Boolean";
  if (value.number()) return number_type(*value.number());
  if (value.get<DateTime>()) return "Date";
  if (value.list() || value.context()) return "Json";
  return "String";
}

std::string typed_members(const Value& value, const ZoneOffset* zones) {
  return "\"value\":" + value_json(value, zones) + ",\"type\":\"" + std::string(type_of(value)) + "\",\"valueInfo\":{}";
}

std::string typed_json(const Value& value, const ZoneOffset* zones) {
  return "{" + typed_members(value, zones) + "}";
}

std::string typed_variables_json(const state::Variables& variables, const ZoneOffset* zones) {
  api::JsonObject out;
  for (const auto& [name, value] : variables) out.raw(name, typed_json(value, zones));
  return out.done();
}

std::expected<Value, InputFault> read_typed(const Value& given, const std::string& pointer) {
  if (!given.context())
    return std::unexpected(fault(pointer, "应为 {value, type} 对象", "Expected an object {value, type}"));
  const Value* value = given.entry("value");
  const Value* named = given.entry("type");
  const std::string type = named && named->string() ? lower(*named->string()) : "";
  if (!value || value->is_null() || type == "null") return Value();
  const std::string at = pointer + "/value";
  if (type.empty()) return *value;
  if (any_of(type, {"integer", "long", "short", "number"})) return number(*value, at, type != "number");
  if (any_of(type, {"double", "float"})) return number(*value, at, false);
  if (type == "boolean") return boolean(*value, at);
  if (type == "date") return date(*value, at);
  if (any_of(type, {"object", "json"})) return object(*value, given.entry("valueInfo"), at);
  if (any_of(type, {"string", "xml"})) {
    if (value->string()) return *value;
    return std::unexpected(fault(at, "应为文字", "Expected a string"));
  }
  return std::unexpected(
      fault(pointer + "/type", "不支持的变量类型：" + type,
            "Expected one of String, Boolean, Short, Integer, Long, Double, Date, Null, Object, Json, "
            "Xml, but it is " +
                type));
}

std::expected<state::Variables, std::vector<InputFault>> read_typed_variables(const Value* given,
                                                                              const std::string& pointer) {
  state::Variables out;
  if (!given || given->is_null()) return out;
  std::vector<InputFault> faults;
  if (!given->context()) {
    faults.push_back(fault(pointer, "应为对象", "Expected an object"));
    return std::unexpected(std::move(faults));
  }
  for (const auto& [name, one] : *given->context()) {
    auto value = read_typed(one, pointer + "/" + name);
    if (value) {
      out.emplace_back(name, std::move(*value));
    } else {
      faults.push_back(std::move(value.error()));
    }
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

}  // namespace bihuan::compat
