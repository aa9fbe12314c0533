// Decides what a script sees: the process's variables as plain names, `execution`, `task`, `print` and `console`; and
// what of it becomes the answer. Written in the language of the scripts, ES5; run before each in its own interpreter.
#pragma once

#include <string_view>

namespace bihuan::script {

/// Evaluates to a function of the question (wire.h) that answers {source, done, failed, not_compiled}: the last three
/// take the script's result or error and answer the JSON text of the answer.
extern const std::string_view prelude;

}  // namespace bihuan::script
