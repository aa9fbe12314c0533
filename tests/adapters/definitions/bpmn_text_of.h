// Decides how tests write BPMN files: the definitions element around a body, and what comes back.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "adapters/definitions/bpmn_reader.h"

namespace bihuan::definitions {

/// The body begins in line 2.
inline std::string bpmn_file(std::string_view body) {
  return std::string(
             R"(<definitions id="file" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" )"
             R"(xmlns:bihuan="urn:bihuan:bpmn:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" )"
             R"(xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="urn:t">)"
             "\n") +
         std::string(body) + "</definitions>";
}

inline std::string told(const std::vector<definition::Diagnostic>& found) {
  std::string text;
  for (const auto& d : found)
    text += std::to_string(d.where.line) + " " + d.code + " " + d.message_zh + " " + d.message_en + "\n";
  return text;
}

inline definition::Model read_ok(std::string_view body) {
  auto model = read_bpmn(bpmn_file(body), "t.bpmn");
  if (model) return std::move(*model);
  ADD_FAILURE() << told(model.error());
  return {};
}

/// A process of these elements, executable, with the id "p".
inline definition::ProcessModel read_process_of(std::string_view elements) {
  definition::Model model = read_ok("<process id=\"p\" isExecutable=\"true\">" + std::string(elements) + "</process>");
  if (model.processes.empty()) return {};
  return std::move(model.processes[0]);
}

inline std::vector<definition::Diagnostic> read_bad(std::string_view body) {
  auto model = read_bpmn(bpmn_file(body), "t.bpmn");
  if (!model) return std::move(model.error());
  ADD_FAILURE() << "was read: " << body;
  return {};
}

inline std::vector<std::string> ids(const definition::ProcessModel& process) {
  std::vector<std::string> result;
  for (const auto& element : process.elements) result.push_back(element.id);
  return result;
}

inline const definition::ElementModel& element(const definition::ProcessModel& process, std::string_view id) {
  static const definition::ElementModel none;
  for (const auto& e : process.elements) {
    if (e.id == id) return e;
  }
  ADD_FAILURE() << "no element " << id;
  return none;
}

}  // namespace bihuan::definitions
