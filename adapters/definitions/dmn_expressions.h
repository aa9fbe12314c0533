// Decides how boxed expressions are read (DMN 1.5, chapters 8 and 10.2). It does not know decisions and requirements.
#pragma once

#include <optional>

#include "adapters/definitions/findings.h"
#include "adapters/definitions/xml.h"
#include "engine/dmn/model.h"

namespace bihuan::definitions {

class DmnExpressions {
 public:
  DmnExpressions(std::string_view ns, std::string_view expression_language, Findings& findings)
      : ns_(ns), language_(expression_language), findings_(findings) {}

  /// The boxed expression among the children of `holder`; nullptr if there is none.
  dmn::BoxedPtr expression_in(XmlNode holder);
  /// A functionDefinition or encapsulatedLogic.
  dmn::FunctionDefinition function(XmlNode node);
  /// The text child, trimmed; empty if there is none.
  std::string text_of(XmlNode node) const;
  /// The text of a child of that name ("inputValues", "allowedValues").
  std::string text_of_child(XmlNode node, std::string_view name) const;
  /// The type that an attribute or a text names, without a prefix that only says FEEL.
  std::string type(std::string_view reference) const;
  std::optional<XmlNode> child(XmlNode node, std::string_view name) const { return node.child(ns_, name); }
  bool is(XmlNode node, std::string_view name) const { return node.is(ns_, name); }
  Findings& findings() { return findings_; }

 private:
  std::optional<dmn::BoxedExpression> read(XmlNode node);
  /// As expression_in, but reports what is missing.
  dmn::BoxedPtr required_in(XmlNode holder);
  dmn::BoxedPtr part(XmlNode node, std::string_view name);
  dmn::LiteralExpression literal(XmlNode node);
  dmn::DecisionTable table(XmlNode node);
  dmn::InputClause input(XmlNode node);
  dmn::OutputClause output(XmlNode node);
  dmn::Rule rule(XmlNode node);
  dmn::BoxedContext context(XmlNode node);
  dmn::Invocation invocation(XmlNode node);
  dmn::BoxedList list(XmlNode node);
  dmn::Relation relation(XmlNode node);
  dmn::Iterator iterator(XmlNode node, dmn::IteratorKind kind);
  void check_language(XmlNode node);

  std::string_view ns_, language_;
  Findings& findings_;
};

}  // namespace bihuan::definitions
