#include "api/external_task_desk.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "adapters/codec/events_json.h"
#include "adapters/codec/ids.h"
#include "api/instance_view.h"
#include "api/json_writer.h"

namespace bihuan::api {
namespace {

std::string leased_row(const store::JobRow& job, const host::Live* live) {
  JsonObject out;
  out.text("id", codec::text(job.instance, job.work)).text("topic", job.topic).text("workerId", job.lock_owner);
  out.moment_if("lockedUntil", job.lock_until).text("instance", codec::text(job.instance));
  out.text("process", job.process).text("element", job.element).text("businessKey", job.business_key);
  out.number("retries", job.retries).number("priority", job.priority).text_if("lastError", job.last_error);
  out.raw("headers", job.payload.empty() ? "{}" : job.payload);
  const state::Variables variables = live ? visible_variables(live->state, job.work) : state::Variables();
  return out.raw("variables", codec::variables_json(variables)).done();
}

}  // namespace

std::string leased_json(store::Store& store, const host::Snapshot& known, const std::vector<store::JobRow>& jobs) {
  std::set<InstanceId> ids;
  for (const store::JobRow& job : jobs) ids.insert(job.instance);
  std::map<InstanceId, std::unique_ptr<host::Live>> lives;
  for (store::LoadedInstance& loaded : store.load({ids.begin(), ids.end()})) {
    const InstanceId id = loaded.row.id;
    lives[id] = view_of(std::move(loaded), known);
  }
  const std::string items =
      json_list(jobs, [&](const store::JobRow& job) { return leased_row(job, lives[job.instance].get()); });
  return JsonObject().raw("items", items).done();
}

ExternalTaskDesk::ExternalTaskDesk(store::Store& store, std::function<Instant()> clock)
    : store_(store), clock_(std::move(clock)) {}

ExternalTaskDesk::~ExternalTaskDesk() {
  stop();
}

void ExternalTaskDesk::start() {
  thread_ = std::thread([this] { run(); });
}

void ExternalTaskDesk::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ExternalTaskDesk::wait(Poll poll) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      arrived_.push_back(std::move(poll));
      awake_ = true;
      wake_.notify_all();
      return;
    }
  }
  poll.answer({});
}

void ExternalTaskDesk::wake() {
  const std::lock_guard lock(mutex_);
  awake_ = true;
  wake_.notify_all();
}

std::size_t ExternalTaskDesk::waiting() const {
  const std::lock_guard lock(mutex_);
  return polls_.size() + arrived_.size();
}

/// The thread alone looks at the store; while it does, new polls gather in `arrived_`.
void ExternalTaskDesk::run() {
  const auto now = std::chrono::steady_clock::now;
  auto next_look = now();
  while (true) {
    std::list<Poll> polls;
    {
      std::unique_lock lock(mutex_);
      // Work of other nodes and back-offs that end are seen after a second at the latest.
      wake_.wait_for(lock, std::chrono::seconds(1), [this] { return awake_ || stopping_; });
      // However often it rings, half of the time stays for whoever shares the store with this thread.
      wake_.wait_until(lock, next_look, [this] { return stopping_; });
      awake_ = false;
      polls_.splice(polls_.end(), arrived_);
      polls.swap(polls_);
      if (stopping_) return end(polls);
    }
    const auto began = now();
    serve(polls);
    next_look = now() + (now() - began);
    const std::lock_guard lock(mutex_);
    polls_.splice(polls_.begin(), polls);
  }
}

/// The store may be away just now: then the connection's end is the answer.
void ExternalTaskDesk::end(std::list<Poll>& polls) {
  for (Poll& poll : polls) {
    try {
      poll.answer({});
    } catch (const std::exception& failure) {
      spdlog::error("a poll cannot be answered: {}", failure.what());
    }
  }
}

void ExternalTaskDesk::serve(std::list<Poll>& polls) {
  try {
    std::erase_if(polls, [this](Poll& poll) { return serve(poll); });
  } catch (const std::exception& failure) {
    // The store is away: the polls stay and are tried again after a second.
    spdlog::error("external tasks cannot be fetched: {}", failure.what());
  }
}

/// true: the poll is over.
bool ExternalTaskDesk::serve(Poll& poll) {
  if (!poll.still_there()) return true;
  const std::vector<store::JobRow> jobs = poll.lease(store_);
  if (jobs.empty() && clock_() < poll.until) return false;
  if (!poll.still_there()) {
    // It left meanwhile: the next worker shall not have to wait for the lease to run out.
    for (const store::JobRow& job : jobs) store_.release_lease(job.instance, job.work, poll.owner);
    return true;
  }
  poll.answer(jobs);
  return true;
}

}  // namespace bihuan::api
