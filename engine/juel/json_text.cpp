// Decides JSON, written and read. Of a name that stands twice in an object the last counts.
#include "engine/juel/json_text.h"

#include <algorithm>

#include "engine/feel/evaluation.h"
#include "engine/feel/text.h"
#include "engine/feel/utf8.h"

namespace bihuan::juel {
namespace {

constexpr int max_nesting = 200;

class Writer {
 public:
  explicit Writer(const Place& place) : place_(place) {}

  void append(const Value& value) {
    place_.evaluation.step();
    const std::size_t before = out_.size();
    if (const List* items = value.list())
      append_list(*items);
    else if (const ContextEntries* entries = value.context())
      append_context(*entries);
    else if (value.is_null() || value.get<bool>() != nullptr || value.number() != nullptr)
      out_ += feel::to_string(value);
    else
      append_string(value.string() != nullptr ? *value.string() : feel::to_string(value));
    if (value.list() == nullptr && value.context() == nullptr) place_.evaluation.charge(out_.size() - before);
  }
  std::string take() { return std::move(out_); }

 private:
  void append_list(const List& items) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ',';
      append(items[i]);
    }
    out_ += ']';
  }
  void append_context(const ContextEntries& entries) {
    out_ += '{';
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i > 0) out_ += ',';
      append_string(entries[i].first);
      out_ += ':';
      append(entries[i].second);
    }
    out_ += '}';
  }
  void append_string(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out_ += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\')
        out_ += {'\\', c};
      else if (c == '\n')
        out_ += "\\n";
      else if (byte < 0x20)
        out_ += std::string("\\u00") + hex[byte >> 4] + hex[byte & 15];
      else
        out_ += c;
    }
    out_ += '"';
  }

  const Place& place_;
  std::string out_;
};

class Reader {
 public:
  Reader(std::string_view text, const Place& place) : text_(text), place_(place) {}

  std::optional<Value> document() {
    std::optional<Value> value = any(0);
    skip_space();
    return at_ == text_.size() ? value : std::nullopt;
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(std::string_view word) {
    skip_space();
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  std::optional<Value> any(int depth) {
    place_.evaluation.step();
    place_.evaluation.charge_values(1);
    if (depth > max_nesting) return std::nullopt;
    if (take("null")) return Value();
    if (take("true")) return Value(true);
    if (take("false")) return Value(false);
    if (take("[")) return list(depth);
    if (take("{")) return object(depth);
    if (at_ < text_.size() && text_[at_] == '"') {
      const auto text = string();
      return text ? std::optional<Value>(*text) : std::nullopt;
    }
    return number();
  }

  std::optional<Value> list(int depth) {
    List items;
    if (take("]")) return Value(std::move(items));
    for (;;) {
      std::optional<Value> item = any(depth + 1);
      if (!item) return std::nullopt;
      items.push_back(std::move(*item));
      if (take("]")) return Value(std::move(items));
      if (!take(",")) return std::nullopt;
    }
  }

  std::optional<Value> object(int depth) {
    ContextEntries entries;
    if (take("}")) return Value(std::move(entries));
    for (;;) {
      skip_space();
      const auto name = string();
      if (!name || !take(":")) return std::nullopt;
      std::optional<Value> value = any(depth + 1);
      if (!value) return std::nullopt;
      set(entries, *name, std::move(*value));
      if (take("}")) return Value(std::move(entries));
      if (!take(",")) return std::nullopt;
    }
  }
  void set(ContextEntries& entries, const std::string& name, Value value) {
    place_.evaluation.step(1 + entries.size() / 8);
    const auto same =
        std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == name; });
    if (same == entries.end())
      entries.emplace_back(name, std::move(value));
    else
      same->second = std::move(value);
  }

  std::optional<Value> number() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view("+-.0123456789eE").find(text_[at_]) != std::string_view::npos) ++at_;
    const auto number = Decimal::parse(text_.substr(begin, at_ - begin));
    return number ? std::optional<Value>(*number) : std::nullopt;
  }

  std::optional<std::string> string() {
    if (at_ >= text_.size() || text_[at_] != '"') return std::nullopt;
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        place_.evaluation.charge(out.size());
        return out;
      }
      if (c != '\\')
        out += c;
      else if (++at_ >= text_.size() || !append_escaped(out))
        return std::nullopt;
    }
    return std::nullopt;
  }
  bool append_escaped(std::string& out) {
    constexpr std::string_view escapes = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    if (text_[at_] == 'u') return append_unicode(out);
    const std::size_t which = escapes.find(text_[at_]);
    if (which == std::string_view::npos) return false;
    out += meanings[which];
    return true;
  }
  bool append_unicode(std::string& out) {
    std::optional<char32_t> unit = four_digits(at_ + 1);
    if (!unit) return false;
    at_ += 4;
    char32_t c = *unit;
    const bool high = c >= 0xD800 && c < 0xDC00;
    const std::optional<char32_t> low =
        high && text_.substr(at_ + 1).starts_with("\\u") ? four_digits(at_ + 3) : std::nullopt;
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (*low - 0xDC00);
      at_ += 6;
    }
    if (c >= 0xD800 && c < 0xE000) return false;
    feel::append_code_point(out, c);
    return true;
  }
  std::optional<char32_t> four_digits(std::size_t from) const {
    if (from + 4 > text_.size()) return std::nullopt;
    char32_t value = 0;
    for (const char c : text_.substr(from, 4)) {
      const bool digit = c >= '0' && c <= '9', lower = c >= 'a' && c <= 'f', upper = c >= 'A' && c <= 'F';
      if (!digit && !lower && !upper) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(digit ? c - '0' : lower ? c - 'a' + 10 : c - 'A' + 10);
    }
    return value;
  }

  std::string_view text_;
  const Place& place_;
  std::size_t at_ = 0;
};

}  // namespace

std::string json_text(const Value& value, const Place& place) {
  if (!feel::is_bounded(value, feel::max_value_levels, place.evaluation.steps_left)) throw feel::BudgetStop{"memory"};
  Writer writer(place);
  writer.append(value);
  return writer.take();
}

std::optional<Value> parse_json(std::string_view text, const Place& place) {
  return Reader(text, place).document();
}

}  // namespace bihuan::juel
