// The sub-commands of `bihuan`, one file each. They read options and print; what they do is elsewhere.
// Habits (clig.dev): results to standard output, everything else to standard error; exit code 0 = done, 1 = the answer
// is no (a check failed, a test did not pass, the record is not sound), 2 = wrong usage or the environment failed.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "adapters/store/store.h"

namespace bihuan::cli {

struct Shared {
  bool json = false;
  bool english = false;  ///< --lang en, or LANG begins with "en"
  int exit_code = 0;
};

void add_serve(CLI::App& app, Shared& shared);
void add_check(CLI::App& app, Shared& shared);
void add_deploy(CLI::App& app, Shared& shared);
void add_test(CLI::App& app, Shared& shared);
void add_audit(CLI::App& app, Shared& shared);
void add_backup(CLI::App& app, Shared& shared);
void add_bench(CLI::App& app, Shared& shared);
void add_eval(CLI::App& app, Shared& shared);
void add_tck(CLI::App& app, Shared& shared);
void add_script_helper(CLI::App& app, Shared& shared);
void add_password(CLI::App& app, Shared& shared);
void add_version(CLI::App& app, Shared& shared);

/// --store and --data, as several sub-commands have them.
struct StoreOptions {
  std::string url, data = "data";
  void add_to(CLI::App& command);
  /// SQLite in the data folder, or PostgreSQL. Says on standard error why not, and answers nullptr.
  std::unique_ptr<store::Store> open(const Shared& shared) const;
};

}  // namespace bihuan::cli
