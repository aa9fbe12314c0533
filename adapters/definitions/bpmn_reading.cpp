// Decides the sentences that all parts of the reading share (bpmn_reading.h).
#include "adapters/definitions/bpmn_reading.h"

#include <fmt/format.h>

#include <array>

#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/bpmn_unsupported.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {

using namespace definition;

void note_unsupported(ProcessModel& process, Unsupported found) {
  constexpr std::size_t most = 200;
  if (process.unsupported.size() > most) return;
  if (process.unsupported.size() == most) {
    found = {process.id, process.name, found.where, "还有更多不能执行的内容没有列出，请先改正以上问题。",
             "There is more that is not executed; mend these first."};
  }
  process.unsupported.push_back(std::move(found));
}

void Reading::note(XmlNode owner, std::string_view what, Where where) const {
  note_unsupported(process, unsupported(owner, what, where));
}

namespace {

/// What DMN tools write into an expression: a boxed literal expression as text, whose own text is FEEL. Any other boxed
/// expression stays what it is, and is refused.
std::optional<ExpressionText> boxed_literal(XmlNode node, std::string_view written) {
  const std::string_view text = trimmed(node.text());
  if (written.find("/DMN/") == std::string_view::npos || !text.starts_with('<')) return std::nullopt;
  const auto box = read_xml(text);
  if (!box || box->root().name() != "literalExpression") return std::nullopt;
  const auto inner = box->root().child(box->root().ns(), "text");
  return inner ? std::optional(formal_expression(inner->text(), {}, node.where())) : std::nullopt;
}

}  // namespace

ExpressionText Reading::text_in(XmlNode node, std::string_view written, XmlNode owner) const {
  if (auto boxed = boxed_literal(node, written)) return std::move(*boxed);
  ExpressionText result = formal_expression(node.text(), written.empty() ? language : written, node.where());
  if (!is_executed_language(result.language)) note(owner, "expressionLanguage", node.where());
  return result;
}

ExpressionText Reading::expression(XmlNode node, XmlNode owner) const {
  return text_in(node, node.get("language"), owner);
}

ExpressionText Reading::child_expression(XmlNode node, std::string_view name, XmlNode owner) const {
  const auto child = node.child(bpmn_ns, name);
  return child ? expression(*child, owner) : ExpressionText{};
}

std::string Reading::required_id(XmlNode node) const {
  const std::string_view id = node.get("id");
  if (id.empty()) {
    findings().error(node.where(), "", "missing-id",
                     fmt::format("“{}”（{}）没有编号（id）。请给它写一个编号。", label_of(node), node.name()),
                     fmt::format("\"{}\" ({}) has no id. Give it one.", label_of(node), node.name()));
  }
  return std::string(id);
}

std::string Reading::given_or_made_id(XmlNode node) const {
  const std::string_view id = node.get("id");
  if (!id.empty()) return std::string(id);
  std::string made = fmt::format("{}-{}-{}", node.name(), node.where().line, node.where().column);
  while (index.find(made)) made += '-';
  return made;
}

namespace {

constexpr auto yes_no_attributes = std::to_array<std::string_view>(
    {"isExecutable", "cancelActivity", "isInterrupting", "triggeredByEvent", "isSequential", "isForCompensation",
     "instantiate", "parallelMultiple", "testBefore", "cancelRemainingInstances", "waitForCompletion", "isCollection"});

void bad_value(const Reading& reading, XmlNode node, std::string_view attribute, std::string_view zh,
               std::string_view en) {
  reading.findings().error(
      node.where(), node.get("id"), "bad-value",
      fmt::format("“{}”的 {} 写的是“{}”，应是{}。", label_of(node), attribute, node.get(attribute), zh),
      fmt::format("{} of \"{}\" is \"{}\"; it should be {}.", attribute, label_of(node), node.get(attribute), en));
}

}  // namespace

void Reading::check_yes_no(XmlNode node) const {
  for (const std::string_view name : yes_no_attributes) {
    const auto value = node.find(name);
    if (value && !boolean_of(*value)) bad_value(*this, node, name, " true 或 false", "true or false");
  }
}

bool Reading::second_word(XmlNode node, std::string_view attribute, std::string_view first,
                          std::string_view second) const {
  const auto value = node.find(attribute);
  if (!value || trimmed(*value) == first) return false;
  if (trimmed(*value) == second) return true;
  bad_value(*this, node, attribute, fmt::format(" {} 或 {}", first, second), fmt::format("{} or {}", first, second));
  return false;
}

int Reading::count(XmlNode node, std::string_view attribute, int least, int otherwise) const {
  const auto value = node.find(attribute);
  if (!value) return otherwise;
  const auto number = integer_of(*value);
  if (number && *number >= least) return *number;
  bad_value(*this, node, attribute, fmt::format("不小于 {} 的整数", least),
            fmt::format("an integer of {} or more", least));
  return otherwise;
}

}  // namespace bihuan::definitions
