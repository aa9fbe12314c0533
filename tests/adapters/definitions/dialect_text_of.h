// Decides how tests of dialects read models and write what came of them.
#pragma once

#include <algorithm>

#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {

/// The whole file of these root elements, with the prefixes of all vendors.
inline definition::Model read_model(std::string_view roots) {
  const std::string file =
      R"(<definitions id="file" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" )"
      R"(xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:flowable="http://flowable.org/bpmn" )"
      R"(xmlns:activiti="http://activiti.org/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" targetNamespace="urn:t">)"
      "\n" +
      std::string(roots) + "</definitions>";
  auto model = read_bpmn(file, "t.bpmn");
  if (model) return std::move(*model);
  ADD_FAILURE() << told(model.error());
  definition::Model none;
  none.processes.emplace_back();
  return none;
}

/// An executable process of these elements, with these root elements beside it.
inline definition::ProcessModel read_process_of(std::string_view elements, std::string_view roots) {
  return read_model(std::string(roots) + "<process id=\"p\" isExecutable=\"true\">" + std::string(elements) +
                    "</process>")
      .processes.at(0);
}

/// "juel ${a}", "feel a", "javascript 1", or the constant.
inline std::string written(const definition::ExpressionText& text) {
  if (!text.is_expression) return text.text;
  return (text.language.empty() ? "feel" : text.language) + " " + text.text;
}

/// "name text" of each parameter of the assignment.
inline std::vector<std::string> parameters(const definition::ElementModel& element) {
  std::vector<std::string> result;
  if (!element.assignment) return result;
  for (const auto& [name, text] : element.assignment->parameters) result.push_back(name + " " + written(text));
  return result;
}

inline int warnings(const definition::Model& model, std::string_view code) {
  return static_cast<int>(
      std::count_if(model.warnings.begin(), model.warnings.end(), [&](const auto& d) { return d.code == code; }));
}

}  // namespace bihuan::definitions
