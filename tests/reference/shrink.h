// Decides how a difference is made small: parts of the process and of the commands are left out, one after another,
// as long as what is left still differs.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/reference/interpreter.h"

namespace bihuan::reference {

struct Found {
  ProcessModel model;
  std::vector<Act> acts;
};

/// Whether it still shows what is looked for.
using Shows = std::function<bool(const Found&)>;

/// The smallest that leaving out finds. Requires that `found` shows it.
Found smallest(Found found, const Shows& shows);

/// As a report: the BPMN file and the commands.
std::string told(const Found& found);

}  // namespace bihuan::reference
