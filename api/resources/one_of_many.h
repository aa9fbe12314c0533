// Decides how one of several things that were asked at once is answered: whether it was done, else why not.
#pragma once

#include <string>

#include "adapters/host/request.h"

namespace bihuan::resources {

/// {<name>: id, ok, code, detail}; code and detail of the problem in `rendered` where its status is not 200.
std::string one_of_many_json(std::string_view name, const std::string& id, const host::Rendered& rendered);

}  // namespace bihuan::resources
