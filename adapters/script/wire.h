// Decides how a question and an answer lie between the runner and its helper: JSON, with texts as the interpreter wants
// them. It does not send them.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "engine/engine.h"

namespace bihuan::script {

/// {source, variables, locals, execution, task}
std::string question_text(const ScriptQuestion& question);

/// {result, writes: [[name, is local, value]], removed, task, printed}, or {kind, fault, line}. Texts that no helper of
/// ours can have written are a fault as well. What the script printed goes to the log.
ScriptAnswer answer_of(std::string_view text, const ScriptQuestion& question);

/// An answer that is a fault.
ScriptAnswer fault(std::string zh, std::string en);

}  // namespace bihuan::script
