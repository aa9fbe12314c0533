// Decides who does a user task by the standard's words (BPMN 2.0.2, 10.3.1, 8.4.12): performers and potential owners,
// of the task or of the process, and the lane in which the task is drawn. bihuan:assignment on the task goes before
// all.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "adapters/definitions/bpmn_reading.h"

namespace bihuan::definitions {

/// The assignment that the performers, human performers, potential owners and resource roles of an element make
/// together; nullopt where there is none.
///   resourceRef: the role of that id in the organisation, or the look-up of that name (head, department, …); its
///   parameters are the bindings. resourceAssignmentExpression: person ids, or user(…) and group(…).
std::optional<definition::AssignmentModel> read_resources(const Reading& reading, XmlNode node);

/// The lanes of one process: which flow node lies in which, and whose work that makes it.
class Lanes {
 public:
  Lanes(const XmlDocument& document, XmlNode process);

  /// Fills ElementModel::lane, and the assignment of user tasks that have none: that of the innermost lane that has
  /// one, else that of the process. What stands in a sub-process lies in its lane. Requires that the elements stand in
  /// document order.
  void assign(const Reading& reading) const;

 private:
  std::optional<definition::AssignmentModel> assignment_of(const Reading& reading, XmlNode lane) const;

  const XmlDocument& document_;
  XmlNode process_;
  std::map<std::string, std::uint32_t, std::less<>> innermost_;  ///< flow node id → lane
};

}  // namespace bihuan::definitions
