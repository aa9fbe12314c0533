// Decides by which key the messages of a conversation find an instance (BPMN 2.0.2, 8.4.2, key-based correlation): the
// first message that the instance sends, or begins with, or receives, gives the conversation its key; from then on its
// catch events wait for that key. It is kept in the process variable "conversation:<id of the correlation key>".
#pragma once

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// The key by which a catch of this definition waits: its own, else the conversation's; empty while that has none.
Evaluated<std::string> awaited_key(const Step& step, const View& view, const definition::EventRule& rule);

/// A message of this definition was sent with this key. The first one counts.
void join_conversation(Step& step, const definition::EventRule& rule, const std::string& key);

/// A message of this definition came with this payload; one whose key cannot be computed gives none.
void join_conversation(Step& step, const definition::EventRule& rule, const state::Variables& payload);

}  // namespace bihuan::behaviour
