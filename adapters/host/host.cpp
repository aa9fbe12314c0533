#include "adapters/host/host.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "adapters/codec/ids.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

constexpr int max_attempts = 50;  ///< conflicts are rare and every try makes progress for somebody

}  // namespace

Host::Host(HostSettings settings, store::Store& store, Catalogue& catalogue, Directory directory,
           const ZoneOffset* zones, std::function<Instant()> clock)
    : settings_(std::move(settings)),
      store_(store),
      catalogue_(catalogue),
      tools_{store, catalogue, std::move(directory), zones, "Asia/Shanghai", std::move(clock), settings_.run_script},
      cache_(settings_.cache_limit),
      numbers_(store),
      due_(
          {.node = settings_.node, .at_once = settings_.due_at_once, .jobs = settings_.run_jobs}, store, catalogue,
          zones, tools_.clock, [this](Request request) { ask(std::move(request)); }, counts_.timers) {}

Host::~Host() {
  stop();
}

void Host::ask(Request request) {
  {
    std::lock_guard lock(mutex_);
    if (!stopping_ && people_.size() + background_.size() < settings_.queue_limit) {
      (request.in_background ? background_ : people_).push_back(std::move(request));
      wake_.notify_one();
      return;
    }
  }
  answer_failure(request, FailureCode::Unavailable, "系统繁忙，请稍后再试",
                 "Expected a free place in the queue, but it is full");
}

void Host::on_commit(std::function<void(const store::Batch&)> listener) {
  listeners_.push_back(std::move(listener));
}

std::vector<Request> Host::take_queued() {
  std::lock_guard lock(mutex_);
  std::vector<Request> taken;
  for (std::deque<Request>* queue : {&people_, &background_}) {
    while (!queue->empty() && std::ssize(taken) < settings_.batch_limit) {
      taken.push_back(std::move(queue->front()));
      queue->pop_front();
    }
  }
  return taken;
}

bool Host::turn() {
  std::vector<Request> requests = take_queued();
  if (requests.empty()) return false;
  counts_.requests += requests.size();
  run_batch(std::move(requests));
  cache_.shrink();
  return true;
}

void Host::run_batch(std::vector<Request> requests) {
  std::set<std::string> messages_known;
  try {
    for (int attempt = 0; !requests.empty(); ++attempt) {
      if (attempt == max_attempts) return answer_unavailable(requests);
      if (try_batch(requests, messages_known, attempt)) return;
    }
  } catch (const store::Unavailable& unavailable) {
    spdlog::error("the store is not available: {}", unavailable.what());
    cache_.clear();
    answer_unavailable(requests);
  }
}

bool Host::try_batch(std::vector<Request>& requests, std::set<std::string>& messages_known, int attempt) {
  Turn turn(tools_, cache_, numbers_, quarantined_);
  turn.taken_before = messages_known;
  std::vector<Answered> answers;
  for (auto it = requests.begin(); it != requests.end(); ++it) {
    try {
      answers.push_back({&*it, turn.run(*it)});
    } catch (const Bug& bug) {
      // The step is thrown away and the instance set aside; everybody else of this turn runs again without it.
      spdlog::critical("instance {}: {}", turn.at_work().n, bug.what());
      ++counts_.broken;
      if (turn.at_work()) quarantined_.insert(turn.at_work());
      drop_touched(turn);
      if (turn.at_work()) cache_.drop(turn.at_work());
      answer_failure(*it, FailureCode::Broken, "内部错误，该事项未被改动",
                     "The step failed inside; nothing was changed");
      requests.erase(it);
      return false;
    }
  }
  const store::Batch batch = turn.batch();
  if (!turn.empty()) {
    const store::Conflicts conflicts = store_.commit(batch);
    if (!conflicts.none()) {
      ++counts_.conflicts;
      spdlog::debug("commit conflict, attempt {}: {} instances", attempt, conflicts.overtaken.size());
      drop_touched(turn);
      messages_known.insert(conflicts.messages_known.begin(), conflicts.messages_known.end());
      return false;
    }
    ++counts_.commits;
    turn.settle();
    due_.note(batch);
    for (const auto& listener : listeners_) listener(batch);
  }
  for (Answered& answered : answers) {
    if (answered.request->answer) answered.request->answer(answered.rendered);
  }
  requests.clear();
  return true;
}

void Host::drop_touched(const Turn& turn) {
  std::vector<InstanceId> ids;
  for (const Live* live : turn.touched()) ids.push_back(live->row.id);
  for (InstanceId id : ids) cache_.drop(id);
}

void Host::answer_failure(Request& request, FailureCode code, std::string zh, std::string en) {
  ++counts_.refused;
  Ran ran;
  ran.failure = Failure{code, std::move(zh), std::move(en), {}};
  if (request.render && request.answer) request.answer(request.render(ran));
}

void Host::answer_unavailable(std::vector<Request>& requests) {
  for (Request& request : requests) {
    answer_failure(request, FailureCode::Unavailable, "数据库暂不可用，请稍后再试",
                   "Expected the store to answer, but it is not available");
  }
  requests.clear();
}

bool Host::fire_due() {
  return due_.fire();
}

void Host::settle() {
  bool more = true;
  while (more) {
    more = fire_due();
    while (turn()) more = true;
  }
}

void Host::start() {
  due_.start();
  thread_ = std::thread([this] { loop(); });
}

void Host::stop() {
  due_.stop();
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void Host::loop() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !people_.empty() || !background_.empty(); });
      if (stopping_ && people_.empty() && background_.empty()) return;
    }
    turn();
  }
}

}  // namespace bihuan::host
