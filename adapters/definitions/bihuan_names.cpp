// Decides the tables of the bihuan: namespace and one pass over a document that compares with them.
#include "adapters/definitions/bihuan_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "adapters/definitions/bpmn_index.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

/// What an attribute holds. Words are listed with "|".
enum class Form { Text, YesNo, Count, Words };

struct AttributeRule {
  std::string_view owner, name;
  Form form = Form::Text;
  std::string_view words = {};
  bool required = false;
};

struct ElementRule {
  std::string_view name;
  std::string_view parents;  ///< with "|": BPMN elements whose extensionElements may hold it, or "bihuan:…"
  bool repeats = false;
};

constexpr std::string_view activities_and_events =
    "task|userTask|manualTask|serviceTask|sendTask|receiveTask|scriptTask|businessRuleTask|subProcess|callActivity|"
    "transaction|adHocSubProcess|startEvent|intermediateCatchEvent|intermediateThrowEvent|boundaryEvent|endEvent|"
    "globalTask|globalUserTask|globalManualTask|globalScriptTask|globalBusinessRuleTask";

constexpr auto element_rules = std::to_array<ElementRule>({
    {"variable", "process", true},
    {"assignment", "userTask|globalUserTask|lane"},
    {"form", "userTask|globalUserTask|startEvent"},
    {"field", "bihuan:form", true},
    {"deadline", "userTask|globalUserTask"},
    {"work", "userTask|globalUserTask"},
    {"vote", "userTask|multiInstanceLoopCharacteristics"},
    {"starters", "startEvent"},
    {"job", "serviceTask|sendTask|businessRuleTask|globalBusinessRuleTask"},
    {"header", "bihuan:job", true},
    {"decision", "businessRuleTask|globalBusinessRuleTask"},
    {"call", "callActivity"},
    {"input", activities_and_events, true},
    {"output", activities_and_events, true},
    {"message",
     "message|messageEventDefinition|startEvent|intermediateCatchEvent|intermediateThrowEvent|boundaryEvent|endEvent|"
     "sendTask|receiveTask"},
});

constexpr auto element_attributes = std::to_array<AttributeRule>({
    {"variable", "name", Form::Text, {}, true},
    {"variable", "protected", Form::YesNo},
    {"assignment", "kind", Form::Words,
     "person|candidates|role|head|head-above|department|initiator|who-did|supervision", true},
    {"assignment", "whenEmpty", Form::Words, "head|administrator|incident"},
    {"form", "ref"},
    {"form", "binding", Form::Words, "deployment|latest"},
    {"field", "key", Form::Text, {}, true},
    {"field", "access", Form::Words, "editable|readonly|hidden"},
    {"field", "required", Form::YesNo},
    {"deadline", "duration"},
    {"deadline", "due"},
    {"deadline", "calendar"},
    {"work", "outcomes"},
    {"work", "outcomeVariable"},
    {"work", "opinion", Form::Words, "required|optional|none"},
    {"work", "attachmentsMin", Form::Count},
    {"work", "priority"},
    {"work", "claim", Form::YesNo},
    {"vote", "pass"},
    {"vote", "passOutcomes"},
    {"vote", "abstainOutcomes"},
    {"vote", "early", Form::YesNo},
    {"vote", "variable"},
    {"starters", "roles", Form::Text, {}, true},
    {"job", "topic", Form::Text, {}, true},
    {"job", "retries"},
    {"job", "backoff"},
    {"header", "name", Form::Text, {}, true},
    {"header", "value", Form::Text, {}, true},
    {"decision", "ref", Form::Text, {}, true},
    {"decision", "resultVariable"},
    {"decision", "binding", Form::Words, "deployment|latest"},
    {"call", "binding", Form::Words, "latest|deployment|version|versionTag"},
    {"call", "version"},
    {"call", "versionTag"},
    {"call", "businessKey"},
    {"call", "propagateInputs", Form::YesNo},
    {"call", "propagateOutputs", Form::YesNo},
    {"input", "source", Form::Text, {}, true},
    {"input", "target", Form::Text, {}, true},
    {"output", "source", Form::Text, {}, true},
    {"output", "target", Form::Text, {}, true},
    {"message", "correlationKey"},
    {"message", "timeToLive"},
});

/// Attributes with the prefix on BPMN elements.
constexpr auto prefixed_attributes = std::to_array<AttributeRule>({
    {"process", "versionTag"},
    {"process", "category"},
    {"process", "withdraw"},
    {"process", "withdrawBy"},
    {"process", "initiatorMessages"},
    {"process", "calendar"},
    {"process", "businessKey"},
    {"process", "title"},
    {"process", "unit"},
    {"process", "line"},
    {"scriptTask", "resultVariable"},
    {"globalScriptTask", "resultVariable"},
    {"multiInstanceLoopCharacteristics", "collection"},
    {"multiInstanceLoopCharacteristics", "elementVariable"},
    {"multiInstanceLoopCharacteristics", "indexVariable"},
    {"multiInstanceLoopCharacteristics", "outputCollection"},
    {"multiInstanceLoopCharacteristics", "outputElement"},
    {"adHocSubProcess", "activate"},
    {"adHocSubProcess", "outputCollection"},
    {"adHocSubProcess", "outputElement"},
    {"timerEventDefinition", "calendar"},
    {"timerEventDefinition", "base"},
    {"errorEventDefinition", "codeVariable"},
    {"errorEventDefinition", "messageVariable"},
    {"escalationEventDefinition", "codeVariable"},
    {"escalationEventDefinition", "messageVariable"},
});

struct AssignmentRule {
  std::string_view kind, parameters;
};
constexpr auto assignment_rules = std::to_array<AssignmentRule>({
    {"person", "person"},
    {"candidates", "people"},
    {"role", "role|unit"},
    {"head", "unit"},
    {"head-above", "unit|levels"},
    {"department", "line|level|place"},
    {"initiator", ""},
    {"who-did", "step"},
    {"supervision", "owner"},
});

bool contains(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find('|'), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::string listed(std::string_view words) {
  std::string text(words);
  for (std::size_t at; (at = text.find('|')) != std::string::npos;) text.replace(at, 1, "、");
  return text;
}

const AttributeRule* find_rule(std::span<const AttributeRule> rules, std::string_view owner, std::string_view name) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const AttributeRule& r) { return r.owner == owner && r.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

/// The step of the process that a bihuan: element belongs to.
XmlNode owner_of(XmlNode node) {
  while (node.parent() && (node.ns() != bpmn_ns || node.name() == "extensionElements")) node = *node.parent();
  return node;
}

class Checker {
 public:
  explicit Checker(Findings& findings) : findings_(findings) {}

  void check(XmlNode node) {
    if (node.ns() == bihuan_ns) {
      check_element(node);
    } else if (node.ns().starts_with("urn:bihuan:")) {
      wrong_namespace(node, node.ns());
    } else if (node.ns() == bpmn_ns) {
      check_bpmn_attributes(node);
    }
  }

 private:
  void say(XmlNode node, std::string_view code, const std::string& zh, const std::string& en) {
    const XmlNode owner = owner_of(node);
    findings_.error(node.where(), owner.get("id"), code, fmt::format("“{}”：{}。", label_of(owner), zh),
                    fmt::format("\"{}\": {}.", label_of(owner), en));
  }

  void wrong_namespace(XmlNode node, std::string_view ns) {
    say(node, "wrong-namespace", fmt::format("命名空间“{}”不认识，应是“{}”", ns, bihuan_ns),
        fmt::format("The namespace \"{}\" is unknown; it should be \"{}\"", ns, bihuan_ns));
  }

  void check_element(XmlNode node) {
    const auto* rule = std::find_if(element_rules.begin(), element_rules.end(),
                                    [&](const ElementRule& r) { return r.name == node.name(); });
    if (rule == element_rules.end()) {
      return say(node, "unknown-bihuan-element", fmt::format("没有 bihuan:{} 这个元素，请检查写法", node.name()),
                 fmt::format("There is no element bihuan:{}; check the spelling", node.name()));
    }
    check_place(node, *rule);
    for (const XmlAttribute& attribute : node.attributes()) check_attribute(node, attribute);
    for (const AttributeRule& wanted : element_attributes) {
      if (wanted.owner == node.name() && wanted.required) check_present(node, wanted);
    }
    if (!node.text().empty()) {
      say(node, "unexpected-text", fmt::format("bihuan:{} 里不能写文字，请写成属性", node.name()),
          fmt::format("bihuan:{} holds text; write attributes instead", node.name()));
    }
    if (node.name() == "deadline" && node.find("duration").has_value() == node.find("due").has_value()) {
      say(node, "deadline-needs-one", "bihuan:deadline 要写 duration（时长）或 due（时刻）其中一个",
          "bihuan:deadline takes either duration or due");
    }
  }

  void check_place(XmlNode node, const ElementRule& rule) {
    const XmlNode parent = *node.parent();
    const bool in_extensions = parent.is(bpmn_ns, "extensionElements") && parent.parent();
    const std::string holder = parent.ns() == bihuan_ns ? fmt::format("bihuan:{}", parent.name())
                               : in_extensions          ? std::string(parent.parent()->name())
                                                        : std::string();
    if (!contains(rule.parents, holder)) {
      say(node, "misplaced-bihuan-element",
          fmt::format("bihuan:{} 不能写在这里，只能写在 {} 的 extensionElements 里", node.name(), listed(rule.parents)),
          fmt::format("bihuan:{} may not stand here, only in {}", node.name(), rule.parents));
    }
    if (rule.repeats) return;
    const auto [first, is_new] = first_lines_.try_emplace({parent.index(), &rule}, node.where().line);
    if (!is_new) {
      say(node, "repeated-bihuan-element",
          fmt::format("bihuan:{} 写了两次（第 {} 行已有），请删除一个", node.name(), first->second),
          fmt::format("bihuan:{} stands here a second time (first in line {})", node.name(), first->second));
    }
  }

  void check_attribute(XmlNode node, const XmlAttribute& attribute) {
    if (!attribute.ns.empty() && attribute.ns != bihuan_ns) return;
    const AttributeRule* rule =
        attribute.ns.empty() ? find_rule(element_attributes, node.name(), attribute.name) : nullptr;
    if (rule) return check_value(node, *rule, attribute.value);
    if (node.name() == "assignment" && attribute.ns.empty()) return check_parameter(node, attribute.name);
    unknown_attribute(node, fmt::format("bihuan:{}", node.name()), attribute.name);
  }

  void unknown_attribute(XmlNode node, const std::string& owner, std::string_view name) {
    say(node, "unknown-bihuan-attribute", fmt::format("{} 没有 {} 这个属性，请检查写法", owner, name),
        fmt::format("{} has no attribute {}; check the spelling", owner, name));
  }

  void check_parameter(XmlNode node, std::string_view name) {
    const std::string_view kind = node.get("kind");
    const auto* rule = std::find_if(assignment_rules.begin(), assignment_rules.end(),
                                    [&](const AssignmentRule& r) { return r.kind == kind; });
    if (rule == assignment_rules.end() || contains(rule->parameters, name)) return;  // a wrong kind has been reported
    if (name == "unit" && node.get("whenEmpty") == "head") return;  // whose head gets it when nobody is found
    unknown_attribute(node, fmt::format("kind=\"{}\" 的 bihuan:assignment", kind), name);
  }

  void check_present(XmlNode node, const AttributeRule& wanted) {
    const auto value = node.find(wanted.name);
    const bool may_be_empty = wanted.name == "value" || wanted.name == "source";
    if (value && (may_be_empty || !trimmed(*value).empty())) return;
    say(node, "missing-attribute", fmt::format("bihuan:{} 缺少 {}", node.name(), wanted.name),
        fmt::format("bihuan:{} lacks {}", node.name(), wanted.name));
  }

  void check_value(XmlNode node, const AttributeRule& rule, std::string_view value) {
    switch (rule.form) {
      case Form::Text:
        return;
      case Form::YesNo:
        if (boolean_of(value)) return;
        return bad_value(node, rule, value, "true 或 false", "true or false");
      case Form::Count:
        if (integer_of(value).value_or(-1) >= 0) return;
        return bad_value(node, rule, value, "0 或正整数", "0 or a positive whole number");
      case Form::Words:
        if (contains(rule.words, value)) return;
        return bad_value(node, rule, value, listed(rule.words), rule.words);
    }
  }

  void bad_value(XmlNode node, const AttributeRule& rule, std::string_view value, std::string_view zh,
                 std::string_view en) {
    say(node, "bad-value", fmt::format("bihuan:{} 的 {} 写的是“{}”，应是 {}", rule.owner, rule.name, value, zh),
        fmt::format("{} of bihuan:{} is \"{}\"; it should be {}", rule.name, rule.owner, value, en));
  }

  void check_bpmn_attributes(XmlNode node) {
    for (const XmlAttribute& attribute : node.attributes()) {
      const AttributeRule* rule = find_rule(prefixed_attributes, node.name(), attribute.name);
      if (attribute.ns != bihuan_ns && attribute.ns.starts_with("urn:bihuan:")) wrong_namespace(node, attribute.ns);
      if (attribute.ns == bihuan_ns && !rule)
        unknown_attribute(node, std::string(node.name()), fmt::format("bihuan:{}", attribute.name));
      if (attribute.ns.empty() && rule) {
        say(node, "missing-prefix", fmt::format("属性 {} 前面少了“bihuan:”", attribute.name),
            fmt::format("The attribute {} lacks the prefix \"bihuan:\"", attribute.name));
      }
    }
  }

  Findings& findings_;
  std::map<std::pair<std::uint32_t, const ElementRule*>, int> first_lines_;  ///< by parent and element
};

}  // namespace

void check_bihuan_names(const XmlDocument& document, Findings& findings) {
  Checker checker(findings);
  for (std::uint32_t i = 0; i < document.elements().size(); ++i) checker.check(document.node(i));
}

}  // namespace bihuan::definitions
