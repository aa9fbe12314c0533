// Decides which other models a deployed DMN file may import: those of its own deployment, else the newest deployed of
// the namespace, of which a copy is then kept with the deployment, so that what a decision answers does not change when
// the imported model does. It links and compiles; it does not report (deployer.h).
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "adapters/host/catalogue.h"
#include "engine/dmn/decision.h"

namespace bihuan::host {

/// The kind of a stored file that is only there because another imports it.
constexpr std::string_view import_kind = "dmn-import";

/// One DMN file that was read.
struct DecisionFile {
  store::FileRow file;
  dmn::Model model;
};

/// Copies of the files that the models import and that are not among them, from what is deployed; imports of imports
/// too. What is deployed nowhere is left out: linking will say so.
std::vector<DecisionFile> imported_files(const std::vector<DecisionFile>& files, const Snapshot& known);

/// The model with what it imports among `files`, compiled.
std::expected<dmn::Decisions, std::vector<dmn::Fault>> linked_decisions(const dmn::Model& model,
                                                                        const std::vector<DecisionFile>& files);

/// The DMN files of a stored deployment that can be read, imports among them.
std::vector<DecisionFile> decision_files(const std::vector<store::FileRow>& files);

}  // namespace bihuan::host
