// Decides how the standard's data becomes variables and mappings (BPMN 2.0.2, 10.4): properties, data objects and data
// stores are declared variables of their scope; data inputs and outputs are local variables; data associations are
// input and output mappings. Item definitions, data states and drawn references change nothing.
//
// A variable is named as the data element is; one whose name cannot be a variable's goes by its id.
#pragma once

#include <map>
#include <set>
#include <string>

#include "adapters/definitions/bpmn_reading.h"

namespace bihuan::definitions {

/// The variables of one process's data elements.
class DataNames {
 public:
  DataNames(const XmlDocument& document, XmlNode process);

  /// The variable that a data element stands for; empty for an element that holds no data.
  std::string of(const BpmnIndex& index, XmlNode data) const;

 private:
  std::map<std::string, std::string, std::less<>> drawn_;  ///< data object id → name of the first reference to it
  std::set<std::string, std::less<>> repeated_;  ///< ids of inputs and outputs whose name another one beside them has
};

/// Properties and data objects that stand directly in this element, and the stores referenced there.
void read_declared_data(const Reading& reading, const DataNames& names, XmlNode node,
                        definition::ElementModel& element);

/// Data associations of an activity or event; on a throw event with several definitions each data input is the payload
/// of the definition at its place (10.5.1).
void read_associations(const Reading& reading, const DataNames& names, XmlNode node, definition::ElementModel& element);

/// loopDataInputRef, loopDataOutputRef, inputDataItem, outputDataItem (10.3.8). Requires that read_associations was
/// called: the associations of the loop's own data are what is iterated over, and no mappings any more.
void read_loop_data(const Reading& reading, const DataNames& names, XmlNode node, definition::ElementModel& element);

}  // namespace bihuan::definitions
