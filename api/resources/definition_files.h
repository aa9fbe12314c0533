// Decides how the file behind a definition is handed out: as it was uploaded, byte by byte.
#pragma once

#include "api/call.h"

namespace bihuan::resources {

api::Answer definition_file(const api::Call& call, const store::DefinitionRow& row);

}  // namespace bihuan::resources
