// Decides what a scenario test is: a YAML file that starts cases, acts as people would, lets virtual time pass, and
// says what must hold. It runs on the same engine and host as the server, with a store in memory. docs/scenarios.md is
// the format. It does not judge the models themselves (host/deployer.h does).
#pragma once

#include <string>
#include <vector>

namespace bihuan::scenario {

/// Something that did not hold.
struct Problem {
  int line = 0;  ///< of the scenario file
  std::string message;
};

struct Result {
  std::string file, name;
  std::vector<Problem> problems;  ///< empty: passed
  int steps = 0;
  std::vector<std::string> trace;  ///< what happened, one line an event of note
  bool passed() const { return problems.empty(); }
};

/// Runs one file. What cannot be read or deployed is a problem of the result.
Result run(const std::string& path);

}  // namespace bihuan::scenario
