// bihuan script-helper: what `bihuan serve` starts to run scripts (adapters/script). Nothing for people, so no help
// names it.
#include "adapters/script/helper.h"
#include "api/cli/command.h"

namespace bihuan::cli {

void add_script_helper(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("script-helper", "")->group("");
  command->callback([&shared] { shared.exit_code = script::serve_helper(0); });
}

}  // namespace bihuan::cli
