// Decides how a DMN file (1.1 to 1.5) becomes a dmn::Model: decisions, inputs, knowledge, types, services, every boxed
// expression. It does not parse FEEL nor order the decisions (dmn::compile), and reads no imported file (dmn::link).
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "engine/definition/model.h"
#include "engine/dmn/model.h"

namespace bihuan::definitions {

/// Reads a file of any origin.
/// Rejects with every error found: XML faults, wrong namespaces, ids used twice, references that lead nowhere, an
/// unknown expression, hit policy or aggregator, an expression language other than FEEL.
std::expected<dmn::Model, std::vector<definition::Diagnostic>> read_dmn(std::string_view bytes,
                                                                        std::string_view file_name);

/// True for the namespaces of DMN 1.1 to 1.5.
bool is_dmn_namespace(std::string_view ns);

}  // namespace bihuan::definitions
