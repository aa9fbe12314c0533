// Decides how a JSON request body is read: a resource declares its fields, and everything that is unknown, missing or
// of another type is named at once, by JSON pointer. It does not decide whether a value makes sense.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/problem.h"
#include "engine/base/value.h"
#include "engine/state/state.h"

namespace bihuan::api {

enum class FieldType {
  Text,       ///< a string, at most max_text_bytes
  LongText,   ///< a string as long as the body may be: a file inside of JSON
  Integer,    ///< a whole number within 64 bits
  Flag,       ///< true or false
  Variables,  ///< an object whose names the caller chooses
  Texts,      ///< a list of strings
  Objects,    ///< a list of objects with the fields `inner`
  Moment,     ///< RFC 3339 with a zone
  Any,        ///< whatever it is: the resource looks itself
  Values,     ///< a list of any values
};

constexpr std::size_t max_text_bytes = 64u << 10;
constexpr std::size_t max_variables = 10'000;

struct Field {
  std::string_view name;
  FieldType type = FieldType::Text;
  bool required = false;
  std::span<const Field> inner = {};
};

/// A body that has been checked against its fields: the readers below need no further check. An absent field, or one
/// that is null, reads as empty.
class Body {
 public:
  Body() = default;
  explicit Body(Value object) : object_(std::move(object)) {}
  bool has(std::string_view name) const;
  std::string text(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name) const;
  bool flag(std::string_view name) const;
  state::Variables variables(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  std::vector<Body> objects(std::string_view name) const;
  std::vector<Value> values(std::string_view name) const;
  std::optional<Instant> moment(std::string_view name) const;
  const Value* value(std::string_view name) const { return find(name); }  ///< nullptr when absent or null
  const Value& whole() const { return object_; }

 private:
  const Value* find(std::string_view name) const;
  Value object_;
};

/// Rejects: malformed JSON (with the offset), no object, and every fault of the fields. An empty text is taken as {}.
std::expected<Body, Problem> read_body(std::string_view text, std::span<const Field> fields);

}  // namespace bihuan::api
