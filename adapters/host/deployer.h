// Decides whether a set of files may be deployed: reads each, compiles it, and checks what they say of one another.
// Taken or refused as a whole (architecture.md, rule 8). It does not decide what one element may be
// (engine/definition).
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "adapters/host/catalogue.h"
#include "engine/analysis/soundness.h"
#include "engine/definition/model.h"

namespace bihuan::host {

/// The verdict on one process.
struct Soundness {
  std::string process;
  analysis::Verdict verdict;
};

struct Checked {
  std::vector<definition::Diagnostic> diagnostics;  ///< errors and warnings, by file and line
  std::vector<Soundness> soundness;
  std::vector<store::FileRow> files;              ///< with their kinds
  std::vector<store::DefinitionRow> definitions;  ///< what they hold; ids and versions still to be given
  std::vector<store::StartRow> starts;
  bool ok() const;  ///< no error among the diagnostics
};

struct DeploymentRequest {
  std::string name, note, by;
  std::vector<store::FileRow> files;  ///< `kind` may be empty: it is found by name and content
};

class Deployer {
 public:
  Deployer(store::Store& store, Catalogue& catalogue, const ZoneOffset* zones)
      : store_(store), catalogue_(catalogue), zones_(zones) {}
  /// What a designer hears of these files, beside everything that is deployed already. Changes nothing. `alone`: the
  /// files are looked at without the server they are meant for, so what they name elsewhere is a warning only.
  Checked check(const std::vector<store::FileRow>& files, bool alone = false) const;
  /// Stores all of them, or none. From then on new instances take the new versions. Throws store::Unavailable.
  std::expected<store::Deployment, Checked> deploy(const DeploymentRequest& request);
  /// As deploy, unless the newest deployment of this name holds the same files byte by byte: then that one.
  std::expected<store::Deployment, Checked> deploy_if_changed(const DeploymentRequest& request);

 private:
  store::Store& store_;
  Catalogue& catalogue_;
  const ZoneOffset* zones_;
};

}  // namespace bihuan::host
