// Reads the golden traces (traces.h).
#include "tests/coverage/traces.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/engine/process_text.h"

namespace bihuan::coverage {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The word after `key`, up to the next blank.
std::string after(const std::string& line, const std::string& key) {
  const std::size_t at = line.find(key);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + key.size();
  return line.substr(begin, line.find(' ', begin) - begin);
}

/// What a line of the trace says has done its work: an element that completed, or an event sub-process that ran.
std::string completed_in(const std::string& line) {
  const bool handler = line.starts_with("ScopeOpened") && line.find(" kind=2 ") != std::string::npos;
  return line.starts_with("ElementCompleted") || handler ? after(line, "element=") : std::string();
}

Trace read_trace(const std::filesystem::path& path) {
  Trace trace;
  trace.name = path.stem().string();
  std::string part, process;
  for (const std::string& line : lines_of(read_file(path.string()))) {
    if (line.starts_with("--- ")) {
      part = line.substr(4);
    } else if (part.empty()) {
      if (trace.title.empty() && line.starts_with("# ")) trace.title = line.substr(2);
    } else if (part == "process") {
      process += line + "\n";
    } else if (part == "commands") {
      if (!line.empty()) trace.commands.push_back(line);
    } else if (const std::string id = completed_in(line);
               !id.empty() && std::ranges::find(trace.completed, id) == trace.completed.end()) {
      trace.completed.push_back(id);
    }
  }
  trace.process = testing::read_process(process);
  return trace;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<const definition::ElementModel*> Trace::shows(definition::ElementKind kind) const {
  std::vector<const definition::ElementModel*> found;
  for (const definition::ElementModel& e : process.elements)
    if (e.kind == kind && std::ranges::find(completed, e.id) != completed.end()) found.push_back(&e);
  return found;
}

std::vector<Trace> read_traces(const std::string& root) {
  std::vector<Trace> traces;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/tests/conformance"))
    if (entry.path().extension() == ".txt") traces.push_back(read_trace(entry.path()));
  std::ranges::sort(traces, {}, &Trace::name);
  return traces;
}

}  // namespace bihuan::coverage
