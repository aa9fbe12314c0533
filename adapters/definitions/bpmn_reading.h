// Decides what the files that read one process share: the process so far, the expression language, and how each says
// what cannot be executed. It reads no element itself.
#pragma once

#include <string>
#include <string_view>

#include "adapters/definitions/bpmn_index.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

/// One process while it is read.
struct Reading {
  BpmnIndex& index;
  definition::ProcessModel& process;
  std::string_view language = {};  ///< of expressions that name none; empty = FEEL

  Findings& findings() const { return index.findings(); }

  /// `what` on `owner` cannot be executed (bpmn_unsupported.h).
  void note(XmlNode owner, std::string_view what, Where where) const;

  /// A FormalExpression. A language that is not executed is kept and noted on `owner`.
  definition::ExpressionText expression(XmlNode node, XmlNode owner) const;
  /// The expression in the first child of that name; empty if there is none.
  definition::ExpressionText child_expression(XmlNode node, std::string_view name, XmlNode owner) const;
  /// A text in a language that another attribute names (scriptFormat).
  definition::ExpressionText text_in(XmlNode node, std::string_view language, XmlNode owner) const;

  /// The id; a missing one is an error.
  std::string required_id(XmlNode node) const;
  /// The id, or one made of the element's place in the file: the standard asks for none (8.3.1), and what nothing
  /// refers to needs none.
  std::string given_or_made_id(XmlNode node) const;
  /// xsd:boolean attributes must hold one; anything else would quietly count as the default.
  void check_yes_no(XmlNode node) const;
  /// An attribute that must be one of two words; true when it is the second.
  bool second_word(XmlNode node, std::string_view attribute, std::string_view first, std::string_view second) const;
  /// A whole number of at least `least`; an absent one is `otherwise`.
  int count(XmlNode node, std::string_view attribute, int least, int otherwise) const;
};

/// Adds to the process's unsupported elements; after 200 one last entry says that there are more.
void note_unsupported(definition::ProcessModel& process, definition::Unsupported found);

}  // namespace bihuan::definitions
