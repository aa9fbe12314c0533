// Decides what a fuzzer runs over one input: each reader, as an upload would. libFuzzer's entry point calls it.
#pragma once

#include <string_view>

#include "adapters/definitions/bpmn_reader.h"
#include "adapters/definitions/calendar_reader.h"
#include "adapters/definitions/dmn_reader.h"
#include "adapters/definitions/form_reader.h"
#include "adapters/definitions/kind.h"
#include "adapters/definitions/tck_reader.h"

namespace bihuan::definitions {

/// False where a reader refused the input without saying why.
inline bool fuzz_one(std::string_view bytes) {
  kind_of("upload", bytes);
  const auto bpmn = read_bpmn(bytes, "f");
  const auto dmn = read_dmn(bytes, "f");
  const auto tck = read_tck(bytes, "f");
  const auto form = read_form(bytes, "f");
  const auto calendar = read_calendar(bytes, "f");
  return (bpmn || !bpmn.error().empty()) && (dmn || !dmn.error().empty()) && (tck || !tck.error().empty()) &&
         (form || !form.error().empty()) && (calendar || !calendar.error().empty());
}

}  // namespace bihuan::definitions
