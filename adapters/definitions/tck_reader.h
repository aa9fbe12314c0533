// Decides how a test file of the DMN Technology Compatibility Kit (testCases.xsd) becomes plain values: cases with
// inputs by name and the results that they expect. It runs nothing (tck_run.h).
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/definitions/findings.h"
#include "engine/base/value.h"

namespace bihuan::definitions {

/// `ns` is the namespace of the model that declares the element; empty for the model under test.
struct TckInput {
  std::string name, ns;
  Value value;
};

/// `is_error`: the evaluation must fail, which in DMN means null.
struct TckExpectation {
  std::string name, ns;
  bool is_error = false;
  Value expected;
};

enum class TckInvoked { Decision, Knowledge, Service };

/// `invoked` with `invocable`: a decision service or business knowledge model is called with the inputs; otherwise each
/// expectation names a decision.
struct TckCase {
  std::string id, description;
  TckInvoked invoked = TckInvoked::Decision;
  std::string invocable;
  std::vector<TckInput> inputs;
  std::vector<TckExpectation> expectations;
  int line = 0;
};

struct TckFile {
  std::string model_name;
  std::vector<TckCase> cases;
};

/// Reads hostile bytes. Values become FEEL values by their xsi:type: numbers, strings, booleans, the temporal types;
/// xsi:nil is null, components are a context, list is a list. A text that does not fit its type stays a string, so that
/// only the case that uses it fails.
/// Rejects what is no XML and what has another root than testCases.
std::expected<TckFile, std::vector<Diagnostic>> read_tck(std::string_view bytes, std::string_view file_name);

}  // namespace bihuan::definitions
