// Decides the text forms that list_text.h promises.
#include "adapters/store/list_text.h"

#include "adapters/store/sight_text.h"
#include "adapters/store/stored_text.h"

namespace bihuan::store {

namespace {

std::string escaped_pattern(const std::string& text) {
  std::string pattern = "%";
  for (char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

std::string with_value(const std::string& condition, const std::string& parameter) {
  const std::size_t at = condition.find('?');
  return condition.substr(0, at) + parameter + condition.substr(at + 1);
}

std::string joined(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

}  // namespace

ListText::ListText(const std::string& from, std::int64_t part) : step_(from + "$1") {
  step_.number(part);
}

ListText::ListText(Step clock, const std::string& from, std::int64_t part) : step_(std::move(clock)) {
  step_.text = from + "$2";
  step_.number(part);
}

std::string ListText::parameter() {
  return "$" + std::to_string(step_.columns.size());
}

ListText& ListText::where(const std::string& condition) {
  step_.text += " AND " + condition;
  return *this;
}

ListText& ListText::where(const std::string& condition, std::int64_t value) {
  step_.number(value);
  return where(with_value(condition, parameter()));
}

ListText& ListText::where(const std::string& condition, const std::string& value) {
  step_.text_value(value);
  return where(with_value(condition, parameter()));
}

ListText& ListText::where_if(const std::string& condition, const std::string& value) {
  return value.empty() ? *this : where(condition, value);
}

ListText& ListText::where_if(const std::string& condition, InstanceId id) {
  return id ? where(condition, number_of(id)) : *this;
}

ListText& ListText::where_bytes_if(const std::string& condition, const std::string& bytes) {
  if (bytes.empty()) return *this;
  step_.columns.push_back({Type::Bytes, {bytes}});
  return where(with_value(condition, parameter()));
}

ListText& ListText::contains(const std::vector<std::string>& columns, const std::string& text) {
  if (text.empty()) return *this;
  if (text.size() > longest_search) return where("1 = 0");
  step_.text_value(escaped_pattern(text));
  std::string any;
  for (const std::string& column : columns) {
    any += (any.empty() ? "" : " OR ") + column + " {like} " + parameter() + " ESCAPE '\\'";
  }
  return where("(" + any + ")");
}

ListText& ListText::seen_instances(const Sight& sight, const std::string& prefix) {
  return sight.all ? *this : where(seen_instance(step_, sight, prefix));
}

ListText& ListText::of_seen_instances(const Sight& sight, const std::string& prefix) {
  return sight.all ? *this : where(of_seen_instance(step_, sight, prefix));
}

std::optional<Step> ListText::latest(const std::string& number, const Page& page) {
  if (!page.cursor.empty()) {
    const auto after = place_of(page.cursor, "i");
    if (!after) return std::nullopt;
    where(number + " < ?", std::get<std::int64_t>(after->front()));
  }
  step_.number(limit_of(page) + 1);
  step_.text += " ORDER BY " + number + " DESC LIMIT " + parameter();
  return step_;
}

std::optional<Step> ListText::page(const std::vector<std::string>& order, const std::string& pattern,
                                   const Page& page) {
  if (!page.cursor.empty()) {
    const auto after = place_of(page.cursor, pattern);
    if (!after) return std::nullopt;
    std::vector<std::string> parameters;
    for (const auto& value : *after) {
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        step_.number(*number);
      } else {
        step_.text_value(std::get<std::string>(value));
      }
      parameters.push_back(parameter());
    }
    where("(" + joined(order) + ") > (" + joined(parameters) + ")");
  }
  step_.number(limit_of(page) + 1);
  step_.text += " ORDER BY " + joined(order) + " LIMIT " + parameter();
  return step_;
}

}  // namespace bihuan::store
