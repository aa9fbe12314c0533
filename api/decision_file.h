// Decides how a DMN file on disk becomes decisions: what it imports is looked for among the other DMN files of its
// folder. For programs on the command line; a server looks among what is deployed (adapters/host/decision_links.h).
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "engine/dmn/decision.h"

namespace bihuan::api {

/// Why a file gave no decisions; `line` is 0 when it is about the whole file.
struct FileFault {
  std::string file;
  int line = 0;
  std::string message_zh, message_en;
};

/// Rejects a file that cannot be read, is no DMN model, or has faults that `on_fault` does not make harmless.
std::expected<dmn::Decisions, std::vector<FileFault>> decisions_of_file(const std::string& path,
                                                                        dmn::OnFault on_fault = dmn::OnFault::Refuse);

}  // namespace bihuan::api
