#include "api/json_writer.h"

#include "adapters/codec/json.h"
#include "adapters/codec/json_text.h"
#include "adapters/codec/time.h"

namespace bihuan::api {

constexpr int local_offset_minutes = 8 * 60;

std::string moment_text(Instant at) {
  return codec::text(at, local_offset_minutes);
}

void JsonObject::begin(std::string_view name) {
  if (out_.size() > 1) out_ += ',';
  codec::append_string(out_, name);
  out_ += ':';
}

JsonObject& JsonObject::text(std::string_view name, std::string_view value) {
  begin(name);
  codec::append_string(out_, value);
  return *this;
}

JsonObject& JsonObject::text_if(std::string_view name, std::string_view value) {
  return value.empty() ? *this : text(name, value);
}

JsonObject& JsonObject::number(std::string_view name, std::int64_t value) {
  return raw(name, std::to_string(value));
}

JsonObject& JsonObject::flag(std::string_view name, bool value) {
  return raw(name, value ? "true" : "false");
}

JsonObject& JsonObject::moment(std::string_view name, Instant value) {
  return text(name, moment_text(value));
}

JsonObject& JsonObject::moment_if(std::string_view name, const std::optional<Instant>& value) {
  return value ? moment(name, *value) : *this;
}

JsonObject& JsonObject::value(std::string_view name, const Value& value) {
  return raw(name, codec::to_json(value));
}

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
  begin(name);
  out_ += json;
  return *this;
}

std::string JsonObject::done() const {
  return out_ + "}";
}

std::string json_texts(const std::vector<std::string>& texts) {
  return json_list(texts, [](const std::string& text) { return codec::json_string(text); });
}

std::string json_page(std::string_view items, std::string_view next_cursor) {
  JsonObject page;
  page.raw("items", items);
  next_cursor.empty() ? page.raw("nextCursor", "null") : page.text("nextCursor", next_cursor);
  return page.done();
}

}  // namespace bihuan::api
