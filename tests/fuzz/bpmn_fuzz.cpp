// libFuzzer target: any bytes as a BPMN file, as an upload would be: read, and every process of it compiled.
#include <cstdlib>
#include <string_view>

#include "adapters/definitions/bpmn_reader.h"
#include "engine/definition/compile.h"

namespace {

using namespace bihuan;

/// Whoever is refused hears why, in both languages.
void has_words(const std::vector<definition::Diagnostic>& found) {
  if (found.empty()) std::abort();
  for (const definition::Diagnostic& one : found)
    if (one.code.empty() || one.message_zh.empty() || one.message_en.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 64 * 1024) return -1;
  const auto model = definitions::read_bpmn({reinterpret_cast<const char*>(data), size}, "fuzz.bpmn");
  if (!model) {
    has_words(model.error());
    return 0;
  }
  for (const definition::ProcessModel& process : model->processes) {
    const auto compiled = definition::compile(process, "fuzz.bpmn");
    if (!compiled) has_words(compiled.error());
  }
  return 0;
}
