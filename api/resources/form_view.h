// Decides what a browser is told of the form of a step: the schema, how this step sees each field, and the values that
// are there already. It does not check what is handed in (adapters/host/form_gate.h).
#pragma once

#include "adapters/host/catalogue.h"
#include "api/json_writer.h"
#include "engine/state/state.h"

namespace bihuan::resources {

/// Adds `form` (absent without one), `fields`, `values`, `outcomes`, `opinion`, `attachmentsMin`. Hidden fields show
/// neither themselves nor their values.
void add_form(api::JsonObject& out, const host::Snapshot& known, const definition::Element& element,
              std::uint64_t deployment, const state::Variables& visible);

}  // namespace bihuan::resources
