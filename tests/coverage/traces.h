// Decides what the golden traces (tests/conformance) prove: which elements, with which events, completed in them.
#pragma once

#include <string>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::coverage {

struct Trace {
  std::string name;   ///< of the file, without its ending
  std::string title;  ///< its first line: the rule that it shows
  definition::ProcessModel process;
  std::vector<std::string> commands;
  std::vector<std::string> completed;  ///< ids of elements, each once, in order

  /// The elements of this kind that completed in it.
  std::vector<const definition::ElementModel*> shows(definition::ElementKind kind) const;
};

/// All of them, by name.
std::vector<Trace> read_traces(const std::string& root);

std::string read_file(const std::string& path);

}  // namespace bihuan::coverage
