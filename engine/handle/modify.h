// Decides where an instruction of a modification acts: the scope for an element that is to begin, found or opened
// outwards in. What an instruction does is modify.cpp.
#pragma once

#include "engine/handle/rejections.h"

namespace bihuan::handle {

/// The open scope in which tokens of `element` stand: `named` when it is given and fits; else, from the process
/// inwards, the one open scope of each enclosing sub-process, or a new one. Rejects: several are open, or a
/// multi-instance activity that does not run lies between.
std::expected<ScopeId, Rejection> scope_for(Step& step, const definition::Element& element, ScopeId named,
                                            const std::string& pointer);

}  // namespace bihuan::handle
