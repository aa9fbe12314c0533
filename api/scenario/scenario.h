// Decides what a scenario test is: a YAML file that starts cases, acts as people would, lets virtual time pass, and
// says what must hold. It runs on the same engine and host as the server, with a store in memory. docs/scenarios.md is
// the format. It does not judge the models themselves (host/deployer.h does).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/host/script_answers.h"
#include "adapters/identity/organisation.h"
#include "adapters/store/store.h"

namespace bihuan::scenario {

/// Something that did not hold.
struct Problem {
  int line = 0;  ///< of the scenario file
  std::string message;
};

/// One step of the script and how it came out.
struct Step {
  int line = 0;
  std::string text;
  std::vector<std::string> problems;  ///< empty: it went as it should
};

struct Result {
  std::string file, name;
  std::vector<Problem> problems;  ///< empty: passed
  int steps = 0;
  std::vector<Step> told;
  std::vector<std::string> trace;  ///< what happened, one line an event of note
  bool passed() const { return problems.empty(); }
};

/// Runs one file. What cannot be read or deployed is a problem of the result. `run_script`: who runs scripts; empty:
/// they are incidents.
Result run(const std::string& path, host::RunScript run_script = {});

/// A script that lies in no folder. What its `files` and `organisation` name is not read: these take their place.
struct Source {
  std::string name, script;
  std::vector<std::vector<store::FileRow>> deployments;  ///< in this order
  identity::Organisation organisation;
  std::function<bool()> over;  ///< asked before each step: true ends the run, as a problem
  host::RunScript run_script = {};
};
Result run(const Source& source);

}  // namespace bihuan::scenario
