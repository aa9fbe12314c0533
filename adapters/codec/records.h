// Decides the stored form of events, commands and state: versioned bytes, made from the one list of fields that each
// struct has. It does not decide where they are kept (adapters/store) nor how people see them (json.h, events_json.h).
//
// Stored. A record begins with its format (1). A struct is its byte count and then its fields in order, so that an
// older record, with fewer fields, reads with the defaults, and fields that a later program added at the end are
// passed over. Same value, same bytes: the journal's hash is over them.
#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/command.h"
#include "engine/event.h"
#include "engine/state/state.h"

namespace bihuan::codec {

/// Where and why bytes are no record. `offset` counts bytes of the input.
struct DecodeError {
  std::size_t offset = 0;
  std::string message;
};

template <class T>
using Decoded = std::expected<T, DecodeError>;

constexpr int max_value_depth = 250;  ///< nesting of lists, contexts and ranges that is stored

/// What can be stored: no function anywhere in it, and no deeper than max_value_depth. All encoders require it of
/// every value (else Bug); whoever takes values from outside asks first.
bool storable(const Value& value);

/// Decoders accept exactly what encoders write (of this format, by this or another version of the program) and refuse
/// everything else with its place; any bytes are safe to give them, and memory stays linear in their length.
std::string encode_events(std::span<const Event> events);
Decoded<std::vector<Event>> decode_events(std::string_view bytes);

std::string encode_command(const Command& command);
Decoded<Command> decode_command(std::string_view bytes);

std::string encode_scope(const state::Scope& scope);
Decoded<state::Scope> decode_scope(std::string_view bytes);

std::string encode_header(const state::Header& header);
Decoded<state::Header> decode_header(std::string_view bytes);

std::string encode_variables(const state::Variables& variables);
Decoded<state::Variables> decode_variables(std::string_view bytes);

std::string encode_value(const Value& value);
Decoded<Value> decode_value(std::string_view bytes);

}  // namespace bihuan::codec
