// Decides the values of a test file. The recursion over components and lists follows the nesting of XML, which
// xml_scan.h bounds.
#include "adapters/definitions/tck_reader.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "adapters/definitions/bpmn_index.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"
#include "adapters/definitions/xml.h"
#include "engine/feel/text.h"

namespace bihuan::definitions {
namespace {

constexpr std::array numeric_types = {std::string_view("decimal"),      std::string_view("double"),
                                      std::string_view("float"),        std::string_view("integer"),
                                      std::string_view("int"),          std::string_view("long"),
                                      std::string_view("short"),        std::string_view("byte"),
                                      std::string_view("unsignedLong"), std::string_view("nonNegativeInteger")};

template <class T>
Value or_text(const std::optional<T>& parsed, std::string_view text) {
  return parsed ? Value(*parsed) : Value(text);
}

Value duration(std::string_view text) {
  if (const auto days = feel::parse_days_duration(text)) return *days;
  return or_text(feel::parse_months_duration(text), text);
}

Value moment(std::string_view text) {
  if (const auto whole = feel::parse_date_time(text)) return *whole;
  return or_text(feel::parse_date(text), text);
}

/// A text without a type: by its form.
Value guessed(std::string_view text) {
  const std::string_view inner = trimmed(text);
  if (const auto number = Decimal::parse(inner)) return *number;
  if (inner == "true" || inner == "false") return inner == "true";
  Value temporal = feel::parse_temporal(inner);
  return temporal.is_null() ? Value(text) : temporal;
}

Value typed(std::string_view type, std::string_view text) {
  const std::string_view inner = trimmed(text);
  for (const std::string_view one : numeric_types)
    if (type == one) return or_text(Decimal::parse(inner.starts_with('+') ? inner.substr(1) : inner), inner);
  if (type == "boolean") return inner == "true" || inner == "1";
  if (type == "date") return or_text(feel::parse_date(inner), inner);
  if (type == "time") return or_text(feel::parse_time(inner), inner);
  if (type == "dateTime") return moment(inner);
  if (type == "duration" || type == "dayTimeDuration" || type == "yearMonthDuration") return duration(inner);
  if (type == "string") return text;
  return guessed(text);
}

class TckFileReader {
 public:
  explicit TckFileReader(XmlNode root) : root_(root) {}

  TckFile read() const {
    TckFile file;
    for (const XmlNode node : root_.children()) {
      if (is(node, "modelName")) file.model_name = std::string(trimmed(node.text()));
      if (is(node, "testCase")) file.cases.push_back(test_case(node));
    }
    return file;
  }

 private:
  bool is(XmlNode node, std::string_view name) const { return node.is(root_.ns(), name); }
  static bool is_nil(XmlNode node) { return boolean_of(node.get("nil", xsi_ns)).value_or(false); }

  TckCase test_case(XmlNode node) const {
    TckCase result;
    result.id = std::string(node.get("id"));
    result.line = node.where().line;
    const std::string_view type = node.get("type");
    if (type == "bkm") result.invoked = TckInvoked::Knowledge;
    if (type == "decisionService") result.invoked = TckInvoked::Service;
    result.invocable = std::string(node.get("invocableName"));
    for (const XmlNode child : node.children()) {
      if (is(child, "description")) result.description = std::string(trimmed(child.text()));
      if (is(child, "inputNode"))
        result.inputs.push_back({name_of(child), std::string(child.get("namespace")), value(child)});
      if (is(child, "resultNode")) result.expectations.push_back(expectation(child));
    }
    return result;
  }

  static std::string name_of(XmlNode node) { return std::string(trimmed(node.get("name"))); }

  TckExpectation expectation(XmlNode node) const {
    TckExpectation result{name_of(node), std::string(node.get("namespace")), false, {}};
    result.is_error = boolean_of(node.get("errorResult")).value_or(false);
    if (const auto expected = node.child(root_.ns(), "expected")) result.expected = value(*expected);
    return result;
  }

  /// What a holder (input, component, item, expected) holds: a value, a list or components.
  Value value(XmlNode holder) const {
    if (is_nil(holder)) return {};
    ContextEntries components;
    for (const XmlNode child : holder.children()) {
      if (is(child, "value")) return single(child);
      if (is(child, "list")) return list(child);
      if (is(child, "component")) components.emplace_back(name_of(child), value(child));
    }
    return components.empty() ? Value() : Value(std::move(components));
  }

  static Value single(XmlNode node) {
    if (is_nil(node)) return {};
    return typed(local_part(node.get("type", xsi_ns)), node.text());
  }

  Value list(XmlNode node) const {
    if (is_nil(node)) return {};
    List items;
    for (const XmlNode item : node.children())
      if (is(item, "item")) items.push_back(value(item));
    return items;
  }

  XmlNode root_;
};

}  // namespace

std::expected<TckFile, std::vector<Diagnostic>> read_tck(std::string_view bytes, std::string_view file_name) {
  const auto document = read_xml(bytes, {.blank_texts = true});
  if (!document) return std::unexpected(std::vector{diagnostic_of(document.error(), file_name)});
  const XmlNode root = document->root();
  if (root.name() == "testCases") return TckFileReader(root).read();
  Findings findings(file_name);
  findings.error(
      root.where(), "", "not-tck", fmt::format("这不是决策测试文件：最外层是 {}，应是 testCases。", root.name()),
      fmt::format("This is no file of decision tests: its root is {}, it should be testCases.", root.name()));
  return std::unexpected(findings.take());
}

}  // namespace bihuan::definitions
