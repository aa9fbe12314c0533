#include "api/cli/bench/session.h"

#include <stdexcept>

#include "adapters/system/clock.h"
#include "api/cli/bench/models.h"

namespace bihuan::cli::bench {
namespace {

/// The bench's organisation: nobody beside those whom the tasks name themselves.
std::vector<std::string> nobody_else(const Lookup&) {
  return {};
}

}  // namespace

void Endings::hear(const store::Batch& batch) {
  if (!remembered_) return;
  std::vector<std::function<void()>> now;
  {
    std::lock_guard lock(mutex_);
    for (const store::InstanceWrite& write : batch.instances) {
      if (!write.row.ended || write.row.root != write.row.id) continue;
      const auto waiting = waiting_.extract(write.row.id);
      waiting ? now.push_back(std::move(waiting.mapped())) : void(ended_.insert(write.row.id));
    }
  }
  for (const auto& then : now) then();
}

void Endings::when_ended(InstanceId instance, std::function<void()> then) {
  {
    std::lock_guard lock(mutex_);
    if (ended_.erase(instance) == 0) {
      waiting_.emplace(instance, std::move(then));
      return;
    }
  }
  then();
}

Session::Session(StoreKind kind, const std::string& where, int lanes)
    : ground_(kind, where), catalogue_(ground_.store()) {
  host::Deployer deployer(ground_.store(), catalogue_, &system::zones());
  const auto deployed = deployer.deploy({.name = "bench", .by = "bench", .files = models()});
  if (!deployed) {
    std::string why = "the bench's own processes do not deploy";
    for (const auto& found : deployed.error().diagnostics) why += "\n" + found.file + ": " + found.message_en;
    throw std::runtime_error(why);
  }
  host::HostSettings settings{.node = "bench"};
  settings.lanes = lanes;
  host_ =
      std::make_unique<host::Host>(settings, ground_.store(), catalogue_, nobody_else, &system::zones(), system::now);
  host_->on_commit([this](const store::Batch& batch) { hear(batch); });
  host_->start();
}

Session::~Session() {
  if (host_) host_->stop();
}

void Session::hear(const store::Batch& batch) {
  ++commits_;
  if (recording_) {
    std::lock_guard lock(mutex_);
    recorded_.push_back(batch);
  }
  endings_.hear(batch);  // last: who is told of an end may begin the next run, to which this batch does not belong
}

void Session::record() {
  std::lock_guard lock(mutex_);
  recorded_.clear();
  recording_ = true;
}

std::vector<store::Batch> Session::recorded() {
  std::lock_guard lock(mutex_);
  recording_ = false;
  return std::exchange(recorded_, {});
}

void Session::close() {
  host_.reset();
  ground_.close();
}

}  // namespace bihuan::cli::bench
