// Decides what a node asks for to do the program's own work: which shares it holds, what is due in them, which kept
// messages somebody waits for now.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "adapters/store/rows.h"
#include "adapters/store/shares.h"

namespace bihuan::store {

struct HeldShares {
  Shares shares;
  int nodes = 1;  ///< that live, this one too
};

/// A place in the order of due timers: by due, then share, then key.
struct JobPlace {
  Instant due;
  std::size_t share = 0;
  InstanceId instance;
  WorkId work;
  auto key() const { return std::tuple(due, share, instance, work); }
};
inline JobPlace place_of_job(const JobRow& job) {
  return {job.due, share_of(job.instance), job.instance, job.work};
}

struct DueRequest {
  Shares shares = every_share();
  std::optional<JobPlace> after;  ///< timers behind this place only; they who look often skip what is gone
  int limit = 100;                ///< of each kind
  std::string topic;              ///< the program's own external jobs
};

/// What is due by the database's clock, and free: not suspended, no lease or back-off running.
struct DueJobs {
  Instant now;
  std::vector<JobRow> timers;   ///< earliest first
  std::vector<JobRow> own;      ///< external jobs of the topic asked for, earliest first
  std::vector<JobRow> lapsed;   ///< external jobs whose worker's lease ran out, the longest first
  std::optional<Instant> next;  ///< when the next timer comes due that is not yet
};

/// A place among kept messages: by creation, then id.
struct MessagePlace {
  Instant created;
  std::string id;
};

/// One look at kept messages, in order: those that somebody waits for, and where to go on (none: that was the end).
struct MessageSweep {
  std::vector<MessageRow> wanted;
  std::optional<MessagePlace> next;
};

}  // namespace bihuan::store
