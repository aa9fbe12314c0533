#include "adapters/host/audit.h"

#include <fmt/format.h>

#include "adapters/codec/records.h"
#include "adapters/host/chain.h"
#include "engine/base/check.h"
#include "engine/engine.h"

namespace bihuan::host {
namespace {

constexpr int page = 500;

/// Entries one after the other: whether the next is the one that follows.
class Chain {
 public:
  std::uint64_t seq() const { return seq_; }
  const store::Hash& head() const { return head_; }

  std::optional<Finding> broken_by(const store::JournalRow& row) const {
    if (row.seq != seq_ + 1) {
      return Finding{row.instance, seq_ + 1, fmt::format("缺少第 {} 条日志", seq_ + 1),
                     fmt::format("Entry {} is missing", seq_ + 1)};
    }
    if (row.previous != head_) {
      return Finding{row.instance, row.seq, fmt::format("第 {} 条日志与上一条不相接", row.seq),
                     fmt::format("Entry {} does not follow from the one before it", row.seq)};
    }
    if (chain_hash(row) != row.hash) {
      return Finding{row.instance, row.seq, fmt::format("第 {} 条日志被改动过", row.seq),
                     fmt::format("Entry {} was changed", row.seq)};
    }
    return std::nullopt;
  }

  void add(const store::JournalRow& row) {
    seq_ = row.seq;
    head_ = row.hash;
  }

 private:
  std::uint64_t seq_ = 0;
  store::Hash head_{};
};

class Verification {
 public:
  Verification(store::Store& store, InstanceId instance, VerifyReport& report)
      : store_(store), id_(instance), report_(report) {}

  void run() {
    ++report_.instances;
    const auto loaded = store_.load({id_});
    if (loaded.empty()) return find(0, "事项不存在", "Expected an instance, but there is none");
    if (!read_journal()) return;
    const store::InstanceRow& row = loaded.front().row;
    if (row.head_seq != chain_.seq() || row.head != chain_.head()) {
      find(0, "事项记录的末条摘要与日志不符，日志末尾可能被删改",
           "The instance's head is not the journal's last entry: entries at the end are missing or changed");
    }
    report_.head = hex(chain_.head());
    compare(loaded.front());
  }

 private:
  void find(std::uint64_t seq, std::string zh, std::string en) {
    report_.findings.push_back({id_, seq, std::move(zh), std::move(en)});
  }

  bool read_journal() {
    for (std::vector<store::JournalRow> rows; !(rows = store_.journal(id_, chain_.seq() + 1, page)).empty();) {
      for (const store::JournalRow& row : rows) {
        ++report_.entries;
        if (!check(row)) return false;
      }
      if (std::ssize(rows) < page) break;
    }
    return true;
  }

  bool check(const store::JournalRow& row) {
    if (const auto broken = chain_.broken_by(row)) {
      find(broken->seq, broken->message_zh, broken->message_en);
      return false;
    }
    auto events = codec::decode_events(row.events);
    if (!events) {
      find(row.seq, fmt::format("第 {} 条日志无法读取", row.seq), fmt::format("Entry {} cannot be read", row.seq));
      return false;
    }
    // Folded entry by entry, so that a long journal needs no more memory than its state.
    for (const Event& event : *events) state::evolve(state_, event);
    state_.keep();
    chain_.add(row);
    return true;
  }

  void compare(const store::LoadedInstance& loaded) {
    if (loaded.row.header != codec::encode_header(state_.header())) {
      find(0, "事项的当前状态与日志重放结果不符", "The stored header is not what the journal's events add up to");
    }
    std::map<ScopeId, std::string> stored(loaded.scopes.begin(), loaded.scopes.end());
    for (const auto& [id, scope] : state_.scopes()) {
      auto it = stored.find(id);
      if (it == stored.end() || it->second != codec::encode_scope(scope)) {
        find(0, fmt::format("第 {} 号作用域与日志重放结果不符", id.n),
             fmt::format("Stored scope {} is not what the journal's events add up to", id.n));
      }
      if (it != stored.end()) stored.erase(it);
    }
    for (const auto& [id, bytes] : stored) {
      find(0, fmt::format("第 {} 号作用域在日志中没有来历", id.n),
           fmt::format("Stored scope {} has no origin in the journal", id.n));
    }
  }

  store::Store& store_;
  InstanceId id_;
  VerifyReport& report_;
  state::State state_;
  Chain chain_;
};

}  // namespace

void verify(store::Store& store, InstanceId instance, VerifyReport& report) {
  try {
    Verification(store, instance, report).run();
  } catch (const Bug& bug) {
    // Events that do not follow from one another, though each hash fits: written by a program that was wrong.
    report.findings.push_back({instance, 0, "日志中的事件前后矛盾", "The journal's events contradict one another"});
  }
}

void verify_security_journal(store::Store& store, VerifyReport& report) {
  Chain chain;
  // Read first: entries that come meanwhile are beyond it.
  const store::ChainHead head = store.record_head();
  while (chain.seq() < head.seq) {
    const auto rows = store.journal(store::security_journal, chain.seq() + 1, page);
    for (const store::JournalRow& row : rows) {
      if (row.seq > head.seq) break;
      ++report.entries;
      if (const auto broken = chain.broken_by(row)) return report.findings.push_back(*broken);
      chain.add(row);
    }
    if (rows.empty()) break;
  }
  report.head = hex(chain.head());
  if (chain.seq() == head.seq && chain.head() == head.hash) return;
  report.findings.push_back({store::security_journal, 0, "安全审计日志的末条与记录不符，日志末尾可能被删改",
                             "The security journal's head is not its last entry: entries at the end are missing"});
}

VerifyReport verify_all(store::Store& store) {
  VerifyReport report;
  InstanceId last;
  for (std::vector<InstanceId> ids; !(ids = store.instance_ids(last, page)).empty(); last = ids.back()) {
    for (InstanceId id : ids) verify(store, id, report);
  }
  return report;
}

}  // namespace bihuan::host
