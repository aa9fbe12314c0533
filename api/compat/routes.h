// Decides which addresses the Camunda 7 REST dialect has below /engine-rest.
#pragma once

#include "api/routes.h"

namespace bihuan::compat {

std::span<const api::Route> routes();

}  // namespace bihuan::compat
