// Decides how a DMN model and the models that it imports become one (DMN 1.5, 6.3.3): which are needed, what their
// elements are called, how names of types are read in each. It does not read files and compiles nothing.
#pragma once

#include <expected>
#include <span>
#include <vector>

#include "engine/dmn/decision.h"
#include "engine/dmn/model.h"

namespace bihuan::dmn {

/// The model with everything that it imports, through any number of imports, found by namespace among `others` (the
/// first of a namespace). Elements of imported models have ids `namespace#id`. A model without imports comes back as it
/// is. Rejects imports that are missing, imports in a circle, two imports of one name, and names that no import leads
/// to.
std::expected<Model, std::vector<Fault>> link(const Model& model, std::span<const Model> others);

}  // namespace bihuan::dmn
