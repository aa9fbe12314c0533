// Whether a refusal had its reason: the story of each task as its journal tells it, beside when clients asked
// (proof.h).
#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/codec/records.h"
#include "tests/simulation/proof.h"

namespace bihuan::simulation {
namespace {

constexpr int everything = 1 << 30;

/// From `since` on the task stood so; nobody = free. `closed`: done, cancelled, or its case suspended.
struct Standing {
  std::int64_t since = 0;
  bool closed = false;
  std::string holder;
};

using Story = std::vector<Standing>;

class Stories {
 public:
  void read(FaultyStore& store, InstanceId instance) {
    for (const store::JournalRow& row : store.journal(instance, 1, everything)) {
      tick_ = store.durable_at.at({instance, row.seq});
      const auto events = codec::decode_events(row.events);
      for (const Event& event : *events) note(instance, event);
    }
  }
  const Story* of(const std::string& task) const {
    const auto found = stories_.find(task);
    return found == stories_.end() ? nullptr : &found->second;
  }

 private:
  void note(InstanceId instance, const Event& event) {
    const auto name = [&](WorkId work) { return codec::text(instance, work); };
    if (const auto* e = std::get_if<event::TaskCreated>(&event)) add(name(e->work), false, e->task.assignee);
    if (const auto* e = std::get_if<event::TaskClaimed>(&event)) add(name(e->work), false, e->assignee);
    if (const auto* e = std::get_if<event::TaskUnclaimed>(&event)) add(name(e->work), false, "");
    if (const auto* e = std::get_if<event::TaskTransferred>(&event)) add(name(e->work), false, e->to);
    if (const auto* e = std::get_if<event::TaskCompleted>(&event)) add(name(e->work), true, "");
    if (const auto* e = std::get_if<event::WorkCancelled>(&event)) close(name(e->work));
    if (std::holds_alternative<event::InstanceSuspended>(event)) suspend(codec::text(instance), true);
    if (std::holds_alternative<event::InstanceResumed>(event)) suspend(codec::text(instance), false);
  }
  void add(const std::string& task, bool closed, std::string holder) {
    stories_[task].push_back({tick_, closed || suspended_.contains(task), std::move(holder)});
    if (closed) suspended_.erase(task);
  }
  void close(const std::string& task) {
    if (stories_.contains(task)) add(task, true, "");
  }
  /// A suspended case makes no task, but people may claim those that it has.
  void suspend(const std::string& instance, bool suspended) {
    for (auto at = stories_.lower_bound(instance + "-"); at != stories_.end(); ++at) {
      if (!at->first.starts_with(instance + "-")) break;
      Story& story = at->second;
      const bool done = story.back().closed && !suspended_.contains(at->first);
      if (done) continue;
      suspended ? void(suspended_.insert(at->first)) : void(suspended_.erase(at->first));
      story.push_back({tick_, suspended, story.back().holder});
    }
  }

  std::int64_t tick_ = 0;
  std::map<std::string, Story> stories_;
  std::set<std::string> suspended_;
};

/// Whether nothing that stood between the two moments was in the way of this person.
bool was_free(const Story& story, const history::Write& write) {
  if (story.front().since > write.begin) return false;
  for (std::size_t i = 0; i < story.size(); ++i) {
    const bool before = i + 1 < story.size() && story[i + 1].since < write.begin;
    if (before || story[i].since > write.end) continue;
    if (story[i].closed || (!story[i].holder.empty() && story[i].holder != write.person)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> refusals_without_reason(World& world) {
  Stories stories;
  for (const InstanceId id : world.store().instances) stories.read(world.store(), id);
  std::vector<std::string> faults;
  for (const Ask& ask : world.asks()) {
    const bool asked = ask.seen.act == history::Act::Claim || ask.seen.act == history::Act::Complete;
    if (!asked || ask.seen.answer != history::Answer::Refused) continue;
    const Story* story = stories.of(ask.seen.task);
    if (story && was_free(*story, ask.seen))
      faults.push_back("refused without reason: " + ask.key + ", " + ask.seen.person + " on task " + ask.seen.task +
                       ", from " + std::to_string(ask.seen.begin) + " to " + std::to_string(ask.seen.end) +
                       ", hears: " + ask.answer->body);
  }
  return faults;
}

}  // namespace bihuan::simulation
