// Decides how a store comes by many instances before something is measured beside them: a thousand are started by the
// host, and what that wrote is written again and again under fresh numbers. The copies can be worked on; their journals
// do not verify (the hash covers the number), which nobody asks of a bench's store.
#pragma once

#include "api/cli/bench/session.h"

namespace bihuan::cli::bench {

constexpr int stock_people = 1000;                    ///< "s-0" …: each is a candidate of every thousandth task
constexpr const char* stock_everybody = "everybody";  ///< a candidate of every task

/// Leaves the session with `count` instances in its stock, each with an open task. Requires count >= 1000.
void lay_in(Session& session, std::size_t count);
/// The same, but each waits for a timer, and all of them have just come due.
void lay_in_due(Session& session, std::size_t count);
/// Waits until the timers of the stock have fired, each once; seconds since they were due. Throws std::runtime_error
/// when an instance did not end by its timer.
double drained(Session& session);

}  // namespace bihuan::cli::bench
