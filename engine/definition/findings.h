// Decides how what is wrong with a process is collected: all of it, each with its element and line. It judges nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::definition {

/// What a sentence calls an element: its name and id, or its id alone.
std::string label_zh(const ElementModel& element);
std::string label_en(const ElementModel& element);

/// The findings about one file. Sentences say what is wrong and what to do, for a district clerk.
class Findings {
 public:
  explicit Findings(std::string file) : file_(std::move(file)) {}

  void error(const std::string& element_id, Where where, std::string code, std::string zh, std::string en);
  void warning(const std::string& element_id, Where where, std::string code, std::string zh, std::string en);
  void error(const ElementModel& e, std::string code, std::string zh, std::string en);
  void warning(const ElementModel& e, std::string code, std::string zh, std::string en);
  void error(const FlowModel& f, std::string code, std::string zh, std::string en);
  void warning(const FlowModel& f, std::string code, std::string zh, std::string en);

  bool any_error() const { return errors_ > 0; }
  /// All findings in order of their lines.
  std::vector<Diagnostic> take();

 private:
  void add(Severity severity, const std::string& id, Where where, std::string code, std::string zh, std::string en);

  std::string file_;
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace bihuan::definition
