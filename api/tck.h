// Decides how a folder of the DMN Technology Compatibility Kit is run: which model belongs to which test file, in what
// order, and how the result is written as the kit's own table. It does not judge values
// (adapters/definitions/tck_run.h).
#pragma once

#include <string>
#include <vector>

#include "adapters/definitions/tck_run.h"

namespace bihuan::api {

/// One test file. `folder` are the last two parts of its folder's path ("compliance-level-2/0001-input-data-string"),
/// `test` is the file's name without ending. `faults`: why the test file or the model could not be read at all; no case
/// has passed then.
struct TckFileResult {
  std::string folder, test;
  std::vector<std::string> faults;
  std::vector<definitions::TckOutcome> outcomes;
  std::size_t passed() const;
};

struct TckReport {
  std::vector<TckFileResult> files;
  std::size_t passed() const;
  std::size_t failed() const;
};

/// Runs every file named *-test-*.xml below the folder, in order of path, against the model that it names in its own
/// folder; other models there can be imported. `only` is a pattern with "*" and "?" on the name of the folder or of the
/// test; empty runs all.
TckReport run_tck_folder(const std::string& folder, const std::string& only = {});

/// The kit's own format: "folder","test","case","SUCCESS" or "ERROR","detail"; one line per case.
std::string tck_csv(const TckReport& report);

}  // namespace bihuan::api
