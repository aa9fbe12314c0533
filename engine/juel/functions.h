// Decides which functions without a receiver there are: those that Camunda and Flowable add to the language. Methods
// are elsewhere (call.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/juel/call.h"

namespace bihuan::juel {

/// The number of a function; `space` is what stands before the colon, empty when there is none.
std::optional<std::uint32_t> find_function(std::string_view space, std::string_view name, std::size_t arguments);
/// Is the first argument the name of a variable, which may be written without quotes?
bool takes_variable_name(std::uint32_t function);
/// Is this the name of a space of functions (`variables:`)?
bool is_function_space(std::string_view name);
Value call_function(std::uint32_t function, Call& call);

}  // namespace bihuan::juel
