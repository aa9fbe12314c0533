// Decides what one element of the definition carries besides its links: its rules by kind, with their defaults.
#pragma once

#include "engine/definition/definition.h"
#include "engine/definition/expressions.h"
#include "engine/definition/model.h"

namespace bihuan::definition {

Element compile_element(const ProcessModel& process, const ElementModel& model, ExpressionReader& expressions);

/// The words `all`, `majority`, `any` as FEEL, or what was written. Empty when it is neither FEEL nor one of the words.
ExpressionText vote_rule(const VoteModel& vote);

}  // namespace bihuan::definition
