// Decides those of Camunda 7's extension elements that have parts of their own: input and output parameters,
// connectors, generated forms, error rules of external tasks.
#pragma once

#include "adapters/definitions/translation.h"

namespace bihuan::definitions::camunda {

/// inputParameter and outputParameter: text, `${…}`, script, list, map.
void take_input_output(Translation& t, XmlNode child);
/// An external job whose topic is the connector's id; its inputs are headers, its outputs the element's.
void take_connector(Translation& t, XmlNode child);
/// Fields of a generated form: declared variables, and properties "formField.<id>" as JSON.
void take_form_data(Translation& t, XmlNode child);
/// errorEventDefinition of an external task: when its condition is true, the worker's answer is a BPMN error.
void take_error_rule(Translation& t, XmlNode child);

}  // namespace bihuan::definitions::camunda
