// Decides what the translators of the dialects share: where they stand, how they say what they could not keep, and the
// forms of text. It knows no vendor.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

constexpr std::string_view camunda_ns = "http://camunda.org/schema/1.0/bpmn";
constexpr std::string_view zeebe_ns = "http://camunda.org/schema/zeebe/1.0";
constexpr std::string_view flowable_ns = "http://flowable.org/bpmn";
constexpr std::string_view activiti_ns = "http://activiti.org/bpmn";

/// One vendor's view of one element.
struct Translation {
  BpmnIndex& index;
  XmlNode node;  ///< what carries the extensions: a flow node, its loop, an event definition, a process
  definition::ElementModel& element;
  definition::ProcessModel& process;
  std::string_view ns, prefix;
  definition::EventDefinitionModel* event = nullptr;  ///< of an event definition

  /// Something that deployment should tell, although the process can run.
  void warn(std::string_view code, std::string zh, std::string en) const;
  /// Something that cannot run: an executable process with it is not deployed. `zh` and `en` say what, in a sentence
  /// that follows the element's name.
  void refuse(std::string zh, std::string en) const;
  std::string label() const;
};

/// What is done with an attribute or a child of extensionElements of one name. No function: it says nothing to execute.
struct AttributeRule {
  std::string_view name;
  void (*take)(Translation& t, std::string_view value) = nullptr;
};
struct ChildRule {
  std::string_view name;
  void (*take)(Translation& t, XmlNode child) = nullptr;
};

/// Gives every attribute and every child of extensionElements in the vendor's namespace to its rule; those without one
/// are named in one warning.
void take_all(Translation& t, std::span<const AttributeRule> attributes, std::span<const ChildRule> children);

/// With `${…}` or `#{…}` in it JUEL, with a leading "=" FEEL, else the constant itself.
definition::ExpressionText vendor_text(std::string_view text, definition::Where where);
/// JUEL of this inside of `${…}`.
definition::ExpressionText juel_text(std::string inside, definition::Where where);
/// The value of the variable, null where there is none.
definition::ExpressionText variable_text(std::string_view name, definition::Where where);
/// FEEL.
definition::ExpressionText feel_text(std::string text, definition::Where where);

/// Adds to the element's properties, which are kept for who reads the model.
void keep_property(Translation& t, std::string_view name, std::string_view value);

/// The assignment of users and groups, made on first use.
definition::AssignmentModel& people_of(Translation& t);
void add_people(Translation& t, std::string_view parameter, std::string_view text);

/// The text of a child of the vendor's namespace, trimmed; empty when there is none.
std::string_view child_text(XmlNode node, std::string_view ns, std::string_view name);

}  // namespace bihuan::definitions
