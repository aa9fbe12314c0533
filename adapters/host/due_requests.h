// Decides what the program asks of itself when something is due: which command a job row stands for, and how its answer
// is told apart. It decides neither when (due_work.h) nor what comes of it (engine).
#pragma once

#include "adapters/host/request.h"

namespace bihuan::host {

/// External jobs of this topic are the program's own: notifications to people.
constexpr const char* notify_topic = "bihuan:notify";

/// How a request of the program itself ended.
enum class Ended { Done, Unavailable, Failed };

/// A request that nobody waits for; `ended` is called once with how it ended, and why when it failed.
Request background(decltype(Request::what) what, std::function<void(Ended, const std::string&)> ended);

/// A timer fires; a step that was set apart for later goes on.
Command command_of_timer(const store::JobRow& job);
/// A worker has let its lease run out: the job loses a retry and waits its back-off, then becomes an incident.
Command command_of_lapsed(const store::JobRow& job);
/// One row for each receiver that the job's headers name.
std::vector<store::NotificationRow> notifications_of(const store::JobRow& job, Instant now);

}  // namespace bihuan::host
