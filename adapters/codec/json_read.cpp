// Decides what of a JSON text is taken and how it becomes a value. nlohmann-json reads the tokens through its SAX
// interface, which is not recursive and hands over numbers as they are written; the value is built here, within limits.
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "adapters/codec/json.h"

namespace bihuan::codec {
namespace {

/// Numbers that overflow its float are refused by the library, so the widest one: it ends at 1e4932.
using Json = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, long double>;

/// Goes over the text and tells how far it went, which the SAX interface does not.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    Cursor before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Cursor& other) const { return at_ == other.at_; }
  bool operator!=(const Cursor& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

/// An array or object that is still open.
struct Open {
  bool is_object = false;
  List items;
  ContextEntries entries;
  std::string name;  ///< of the entry that comes next
};

std::optional<std::string> name_twice(const ContextEntries& entries) {
  std::vector<std::string_view> names;
  for (const auto& entry : entries) names.push_back(entry.first);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() ? std::nullopt : std::optional(std::string(*twice));
}

/// Receives the tokens; false stops the reading. The library fixes these names.
class Builder {
 public:
  Builder(const JsonLimits& limits, const char* begin, const char* const* furthest)
      : limits_(limits), begin_(begin), furthest_(furthest) {}

  bool null() { return add(Value()); }
  bool boolean(bool b) { return add(Value(b)); }
  bool number_integer(std::int64_t n) { return add(Value(n)); }
  bool number_unsigned(std::uint64_t n) { return number(std::to_string(n)); }
  bool number_float(long double, const std::string& digits) { return number(digits); }
  bool string(std::string& s) { return add(Value(std::move(s))); }
  bool binary(Json::binary_t&) { return fail("binary is no JSON", "JSON 中不允许二进制"); }
  bool start_object(std::size_t) { return start(true); }
  bool start_array(std::size_t) { return start(false); }
  bool key(std::string& name) {
    open_.back().name = std::move(name);
    return true;
  }
  bool end_array() {
    Value value(std::move(open_.back().items));
    open_.pop_back();
    return place(std::move(value));
  }
  bool end_object() {
    ContextEntries entries = std::move(open_.back().entries);
    open_.pop_back();
    if (const auto twice = name_twice(entries))
      return fail("the name \"" + *twice + "\" stands twice in one object", "同一对象中名称“" + *twice + "”重复");
    return place(Value(std::move(entries)));
  }
  bool parse_error(std::size_t, const std::string&, const Json::exception& fault) {
    const std::string_view what = fault.what();
    const std::size_t prefix = what.find("] ");
    return fail(std::string(prefix == std::string_view::npos ? what : what.substr(prefix + 2)), "不是正确的 JSON");
  }

  bool fail(std::string message, std::string message_zh) {
    const auto read = static_cast<std::size_t>(*furthest_ - begin_);
    error_ = JsonError{read == 0 ? 0 : read - 1, std::move(message), std::move(message_zh)};
    return false;
  }
  std::optional<JsonError>& error() { return error_; }
  Value& root() { return root_; }

 private:
  bool number(const std::string& digits) {
    const auto decimal = Decimal::parse(digits);
    return decimal ? add(Value(*decimal)) : fail("a number is out of range", "数字超出范围");
  }
  bool start(bool is_object) {
    if (open_.size() >= limits_.depth) return fail("arrays and objects are nested too deeply", "嵌套层次过深");
    if (!within_count()) return false;
    open_.push_back({.is_object = is_object});
    return true;
  }
  bool within_count() { return ++values_ <= limits_.values || fail("too many values", "数据项过多"); }
  bool add(Value value) { return within_count() && place(std::move(value)); }
  bool place(Value value) {
    if (open_.empty())
      root_ = std::move(value);
    else if (Open& top = open_.back(); top.is_object)
      top.entries.emplace_back(std::move(top.name), std::move(value));
    else
      top.items.push_back(std::move(value));
    return true;
  }

  const JsonLimits& limits_;
  const char* begin_;
  const char* const* furthest_;
  std::size_t values_ = 0;
  std::vector<Open> open_;
  Value root_;
  std::optional<JsonError> error_;
};

}  // namespace

std::expected<Value, JsonError> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return std::unexpected(JsonError{limits.bytes, "the text is too long", "内容过长"});
  // The library takes a NUL for the end and would not look at what follows.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return std::unexpected(JsonError{nul, "a NUL byte in the text", "内容中有空字符"});
  const char* furthest = text.data();
  Builder builder(limits, text.data(), &furthest);
  const Cursor first(text.data(), &furthest), last(text.data() + text.size(), &furthest);
  if (!Json::sax_parse(first, last, &builder)) return std::unexpected(std::move(*builder.error()));
  return std::move(builder.root());
}

}  // namespace bihuan::codec
