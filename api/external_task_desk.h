// Decides how external workers wait for jobs: a poll is answered as soon as a job of its topics is due, or empty when
// its time is over; a worker that leaves while it waits loses nothing, because what was leased for it is released.
// It does not decide what a job is (engine) nor who holds a lease (store).
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "adapters/host/catalogue.h"
#include "adapters/store/store.h"

namespace bihuan::api {

/// One worker that waits.
struct Poll {
  std::function<std::vector<store::JobRow>(store::Store&)> lease;  ///< what is due for it now, taken for it
  std::string owner;                                               ///< in whose name it is taken
  Instant until;                                                   ///< answered empty then
  /// Called once, from any thread.
  std::function<void(const std::vector<store::JobRow>&)> answer;
  std::function<bool()> still_there;
};

class ExternalTaskDesk {
 public:
  ExternalTaskDesk(store::Store& store, std::function<Instant()> clock);
  ~ExternalTaskDesk();

  void start();
  /// Answers every poll empty, then ends the thread.
  void stop();
  void wait(Poll poll);
  /// Jobs may be due, or a worker may have left: look now.
  void wake();
  std::size_t waiting() const;

 private:
  void run();
  static void end(std::list<Poll>& polls);
  void serve(std::list<Poll>& polls);
  bool serve(Poll& poll);

  store::Store& store_;
  std::function<Instant()> clock_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::list<Poll> polls_, arrived_;
  bool awake_ = false, stopping_ = false;
  std::thread thread_;
};

/// {"items": [...]} of leased jobs, each with the variables that its element sees.
std::string leased_json(store::Store& store, const host::Snapshot& known, const std::vector<store::JobRow>& jobs);

}  // namespace bihuan::api
