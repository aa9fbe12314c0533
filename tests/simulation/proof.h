// Decides what must be true after the calm: what was acknowledged is stored, no request has two effects, timers fired
// once, nothing is stuck, the record of every instance verifies, and the rows of work are what the states hold.
#pragma once

#include <string>
#include <vector>

#include "tests/simulation/world.h"

namespace bihuan::simulation {

/// Everything that is not as it must be.
std::vector<std::string> faults_of(World& world);

/// Claims and completions that were refused although, all the time from the request to the answer, the task was open
/// and nobody else's and its case went on: refusals that were given on a state that was gone.
std::vector<std::string> refusals_without_reason(World& world);

/// What clients saw and what the journals say, for the checker of histories.
history::History history_of(World& world);

/// Adds how often what happened: events of all journals by name, answers by kind.
void count(World& world, Reached& reached);

/// A hash over all journals and rows, in hexadecimal: two runs of one seed agree in it.
std::string end_hash(World& world);

}  // namespace bihuan::simulation
