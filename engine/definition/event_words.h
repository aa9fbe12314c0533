// Decides what sentences about events call their kinds and places. It judges nothing.
#pragma once

#include "engine/definition/facts.h"

namespace bihuan::definition {

struct Word {
  const char *zh, *en;
};

Word word(EventKind kind);
/// Where an event stands: "boundary event", "start event of a sub-process".
Word position(const Facts& facts, const ElementModel& event);

}  // namespace bihuan::definition
