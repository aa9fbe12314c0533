// The rules of a history, one function each (history.h).
#include "tests/history/history.h"

#include <algorithm>
#include <map>
#include <set>

namespace bihuan::history {
namespace {

using Faults = std::vector<Fault>;
using Journal = std::map<std::uint64_t, const Entry*>;
using Journals = std::map<std::string, Journal>;

std::string place(const std::string& instance, std::uint64_t revision) {
  return instance + "@" + std::to_string(revision);
}

/// Entries by instance and revision; a revision that stands twice or is missing is a gap.
Journals journals_of(const History& history, Faults& found) {
  Journals journals;
  for (const Entry& entry : history.entries) {
    if (journals[entry.instance].emplace(entry.revision, &entry).second) continue;
    found.push_back({"gap", place(entry.instance, entry.revision) + " stands twice"});
  }
  for (const auto& [instance, journal] : journals) {
    std::uint64_t expected = 1;
    for (const auto& [revision, entry] : journal) {
      if (revision != expected) {
        found.push_back({"gap", place(instance, expected) + " is missing"});
        break;
      }
      ++expected;
    }
  }
  return journals;
}

bool is_stored(const Write& write, const Journals& journals, const std::set<std::string>& keys) {
  if (write.revision == 0) return write.key.empty() || keys.contains(write.key);
  const auto journal = journals.find(write.instance);
  if (journal == journals.end()) return false;
  const auto entry = journal->second.find(write.revision);
  if (entry == journal->second.end()) return false;
  const std::string& key = entry->second->key;
  return key.empty() || write.key.empty() || key == write.key;
}

void acknowledged_is_stored(const History& history, const Journals& journals, Faults& found) {
  std::set<std::string> keys;
  for (const Entry& entry : history.entries) keys.insert(entry.key);
  for (const Write& write : history.writes) {
    if (write.answer != Answer::Done || is_stored(write, journals, keys)) continue;
    found.push_back({"lost", write.key + " was acknowledged as " + place(write.instance, write.revision)});
  }
}

void one_effect_per_key(const History& history, Faults& found) {
  std::map<std::string, const Entry*> first;
  for (const Entry& entry : history.entries) {
    if (entry.key.empty() || !entry.asked) continue;
    const auto [at, fresh] = first.emplace(entry.key, &entry);
    if (fresh) continue;
    found.push_back({"twice", entry.key + " is " + place(at->second->instance, at->second->revision) + " and " +
                                  place(entry.instance, entry.revision)});
  }
}

struct Seen {
  std::int64_t begin, end;
  std::uint64_t revision;
  bool writes;
};

/// What began after something had ended must show no less than that; a write must show more.
void never_older(const std::string& instance, std::vector<Seen> seen, Faults& found) {
  std::vector<Seen> ended = seen;
  std::ranges::sort(seen, {}, &Seen::begin);
  std::ranges::sort(ended, {}, &Seen::end);
  std::uint64_t newest = 0;
  auto next = ended.begin();
  for (const Seen& one : seen) {
    for (; next != ended.end() && next->end < one.begin; ++next) newest = std::max(newest, next->revision);
    if (one.revision > newest || (!one.writes && one.revision == newest)) continue;
    found.push_back({"order", std::string(one.writes ? "a write" : "a read") + " begun at " +
                                  std::to_string(one.begin) + " is " + place(instance, one.revision) + ", but " +
                                  place(instance, newest) + " was known"});
  }
}

void read_your_writes(const History& history, Faults& found) {
  std::map<std::string, std::vector<Seen>> seen;
  for (const Write& write : history.writes) {
    if (write.answer != Answer::Done || write.revision == 0) continue;
    seen[write.instance].push_back({write.begin, write.end, write.revision, true});
  }
  for (const Read& read : history.reads) {
    seen[read.instance].push_back({read.begin, read.end, read.revision, false});
  }
  for (const auto& [instance, of_instance] : seen) never_older(instance, of_instance, found);
}

/// A task as its journal tells it. Who held it at its creation is not known: the first word about it is believed.
struct Hold {
  bool known = false, done = false;
  std::string by;
};

void follow(Hold& hold, const Entry& entry, Faults& found) {
  const auto fault = [&](const std::string& why) {
    found.push_back({"claim", place(entry.instance, entry.revision) + " task " + entry.task + ": " + why});
  };
  if (hold.done) return fault("touched after it was done");
  const bool held = hold.known && !hold.by.empty();
  switch (entry.act) {
    case Act::Claim:
      if (held && hold.by != entry.person) fault(entry.person + " claims what " + hold.by + " holds");
      hold = {true, false, entry.person};
      return;
    case Act::Unclaim:
      if (hold.known && hold.by.empty()) fault("given back, but nobody holds it");
      if (held && !entry.person.empty() && hold.by != entry.person)
        fault(entry.person + " gives back what " + hold.by + " holds");
      hold = {true, false, ""};
      return;
    case Act::Transfer:
      hold = {true, false, entry.person};
      return;
    case Act::Complete:
      if (held && !entry.person.empty() && hold.by != entry.person)
        fault(entry.person + " completes what " + hold.by + " holds");
      hold.done = true;
      return;
    case Act::Start:
    case Act::Other:
      return;
  }
}

void claims_are_exclusive(const Journals& journals, Faults& found) {
  for (const auto& [instance, journal] : journals) {
    std::map<std::string, Hold> holds;
    for (const auto& [revision, entry] : journal) {
      if (!entry->task.empty()) follow(holds[entry->task], *entry, found);
    }
  }
}

}  // namespace

std::vector<Fault> faults(const History& history) {
  Faults found;
  const Journals journals = journals_of(history, found);
  acknowledged_is_stored(history, journals, found);
  one_effect_per_key(history, found);
  read_your_writes(history, found);
  claims_are_exclusive(journals, found);
  return found;
}

}  // namespace bihuan::history
