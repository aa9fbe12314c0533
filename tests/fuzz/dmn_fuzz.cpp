// libFuzzer target: any bytes as a DMN file, as an upload would be: read, compiled, analysed, evaluated.
#include <string_view>

#include "adapters/definitions/dmn_reader.h"
#include "engine/dmn/analysis.h"
#include "engine/dmn/decision.h"

namespace {

using namespace bihuan;

feel::Environment environment() {
  feel::Environment env{.now = {1'790'841'600'000'000}, .zones = nullptr, .local_zone = {}, .limits = {}};
  env.limits.steps = 20'000;
  env.limits.memory = 1 << 20;
  return env;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 64 * 1024) return -1;
  const auto model = definitions::read_dmn({reinterpret_cast<const char*>(data), size}, "fuzz.dmn");
  if (!model) return 0;
  const auto decisions = dmn::compile(*model);
  if (!decisions) return 0;
  dmn::analyse(*decisions);
  for (const auto& decision : model->decisions) dmn::evaluate(*decisions, decision.id, {}, environment());
  return 0;
}
