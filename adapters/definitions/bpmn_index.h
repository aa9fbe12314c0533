// Decides which element an id or QName of a BPMN file names, and reports ids that are used twice. It looks into no
// other file: a reference with the prefix of an import dangles.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "adapters/definitions/findings.h"
#include "adapters/definitions/xml.h"

namespace bihuan::definitions {

class BpmnIndex {
 public:
  /// Reports every duplicate id of the BPMN namespace, naming both lines.
  BpmnIndex(const XmlDocument& document, Findings& findings);

  /// The element with the id that the reference names; a prefix is left out. nullopt if there is none.
  std::optional<XmlNode> find(std::string_view reference) const;

  /// As find, but a reference that leads nowhere, or to another kind of element than `kind` ends with, is an error that
  /// names both. Requires a reference that is not empty.
  std::optional<XmlNode> resolve(XmlNode from, std::string_view attribute, std::string_view reference,
                                 std::string_view kind);

  /// False after a text or a number that would grow without bound in the model (reported): a name of 64 KB that 100,000
  /// events refer to would be held 100,000 times.
  bool within_bounds() const { return within_bounds_; }

  Findings& findings() { return findings_; }

 private:
  void check_bounds(XmlNode node);
  void check_length(XmlNode node, std::string_view attribute, std::string_view value, std::size_t limit);
  void check_number(XmlNode node, std::size_t number, std::size_t limit, std::string_view zh, std::string_view en);

  const XmlDocument& document_;
  Findings& findings_;
  std::unordered_map<std::string_view, std::uint32_t> ids_;
  std::size_t processes_ = 0, nodes_ = 0, data_ = 0;
  bool within_bounds_ = true;
};

/// True for the standard's flow nodes, executable here or not (gateways, events, activities).
bool is_flow_node(std::string_view bpmn_name);

/// "ns:order" → "order".
std::string_view local_part(std::string_view qualified_name);

/// What people call an element: its name, else its id, else its tag; at most 60 characters.
std::string label_of(XmlNode node);

}  // namespace bihuan::definitions
