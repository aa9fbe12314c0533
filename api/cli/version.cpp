// bihuan version.
#include "api/version.h"

#include <fmt/format.h>

#include "adapters/codec/json.h"
#include "api/cli/command.h"

namespace bihuan::cli {

void add_version(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("version", "版本 / version");
  command->callback([&shared] {
    shared.json ? fmt::print("{}\n", codec::to_json(Value(ContextEntries{{"version", version}})))
                : fmt::print("bihuan {}\n", version);
  });
}

}  // namespace bihuan::cli
