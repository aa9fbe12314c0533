// Decides the limits of json.h while nlohmann's SAX parser reads; that parser keeps no stack of its own per level.
#include "adapters/definitions/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_set>

#include "adapters/definitions/utf8.h"
#include "engine/base/check.h"

namespace bihuan::definitions {
namespace {

struct Fault {
  std::size_t at = 0;
  std::string code, zh, en;
};

/// nlohmann's SAX interface; its names are given.
class JsonBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit JsonBuilder(const JsonLimits& limits) : limits_(limits) {}

  bool null() { return add({}); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(number_integer_t value) { return add(Decimal(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) { return number(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) { return number(text); }
  bool string(string_t& text) { return add(std::move(text)); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open(true); }
  bool start_array(std::size_t) { return open(false); }
  bool end_array() { return close(); }
  bool end_object() { return close(); }

  bool key(string_t& name) {
    if (!open_.back().names.insert(name).second) {
      return fail("json-duplicate-name", fmt::format("名称“{}”在同一处写了两次，请删除一个。", name),
                  fmt::format("The name \"{}\" stands twice in one object. Delete one.", name));
    }
    open_.back().name = std::move(name);
    return true;
  }

  bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception& error) {
    const std::string reason = error.what();
    fault_ =
        Fault{at, "json-malformed", "JSON 写法有错：请检查这里的括号、引号和逗号，或者重新导出文件。",
              fmt::format("The JSON is wrong here: {}", reason.substr(std::min(reason.find("] ") + 2, reason.size())))};
    return false;
  }

  std::optional<Fault>& fault() { return fault_; }
  Value take() { return std::move(result_); }

 private:
  struct Open {
    bool is_object = false;
    std::string name;  ///< of the entry that comes next
    ContextEntries entries;
    List items;
    std::unordered_set<std::string> names;
  };

  bool fail(std::string code, std::string zh, std::string en) {
    fault_ = Fault{0, std::move(code), std::move(zh), std::move(en)};
    return false;
  }

  bool number(const std::string& text) {
    const auto decimal = Decimal::parse(text);
    if (decimal) return add(*decimal);
    return fail("json-number", fmt::format("数字“{}”太大或太长。", text.substr(0, 40)),
                fmt::format("The number {} is too large or too long.", text.substr(0, 40)));
  }

  bool add(Value value) {
    if (++values_ > limits_.values) {
      return fail("json-too-many-values", fmt::format("文件里的内容超过 {} 项，超出了允许的范围。", limits_.values),
                  fmt::format("The file has more than {} values.", limits_.values));
    }
    if (open_.empty()) {
      result_ = std::move(value);
    } else if (Open& top = open_.back(); top.is_object) {
      top.entries.emplace_back(std::move(top.name), std::move(value));
    } else {
      top.items.push_back(std::move(value));
    }
    return true;
  }

  bool open(bool is_object) {
    if (open_.size() >= limits_.depth) {
      return fail("json-too-deep", fmt::format("内容嵌套超过 {} 层，超出了允许的范围。", limits_.depth),
                  fmt::format("Values are nested more than {} deep.", limits_.depth));
    }
    open_.emplace_back().is_object = is_object;
    return true;
  }

  bool close() {
    Open top = std::move(open_.back());
    open_.pop_back();
    return top.is_object ? add(std::move(top.entries)) : add(std::move(top.items));
  }

  const JsonLimits& limits_;
  std::vector<Open> open_;
  std::size_t values_ = 0;
  Value result_;
  std::optional<Fault> fault_;
};

Where where_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto newline = before.rfind('\n');
  const std::string_view line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  return {1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          1 + static_cast<int>(count_code_points(line))};
}

std::optional<Fault> check_bytes(std::string_view bytes, const JsonLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return Fault{0, "json-too-large", fmt::format("文件有 {} 字节，超过了允许的 {} 字节。", bytes.size(), limits.bytes),
                 fmt::format("The file has {} bytes; at most {} are allowed.", bytes.size(), limits.bytes)};
  }
  const auto bad = find_invalid_utf8(bytes);
  if (bad == std::string_view::npos) return std::nullopt;
  return Fault{bad, "json-not-utf-8",
               "文件从这里起不是 UTF-8 编码（可能是 GBK 或 UTF-16）。请另存为 UTF-8 编码后再上传。",
               "From here on the file is not UTF-8. Save it as UTF-8 and upload it again."};
}

}  // namespace

std::expected<Value, Diagnostic> read_json(std::string_view bytes, std::string_view file_name,
                                           const JsonLimits& limits) {
  auto fault = check_bytes(bytes, limits);
  JsonBuilder builder(limits);
  if (!fault) {
    const std::string_view text = without_mark(bytes);
    const bool complete = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    if (complete) return builder.take();
    fault = std::move(builder.fault());
  }
  CHECK(fault);
  const Where where = fault->at > 0 ? where_of(without_mark(bytes), fault->at - 1) : Where{};
  return std::unexpected(
      Diagnostic{Severity::Error, std::string(file_name), where, "", fault->code, fault->zh, fault->en});
}

std::string_view json_text(const Value& object, std::string_view name) {
  const Value* value = object.entry(name);
  return value && value->string() ? std::string_view(*value->string()) : std::string_view();
}

bool json_flag(const Value& object, std::string_view name, bool otherwise) {
  const Value* value = object.entry(name);
  const bool* flag = value ? value->get<bool>() : nullptr;
  return flag ? *flag : otherwise;
}

}  // namespace bihuan::definitions
