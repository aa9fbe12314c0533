// Decides which organisation and which permissions a node works with: the stored ones, read again within a second after
// another node changed them; and that a change is made on what its author saw. It does not answer a task's question
// (adapters/identity) and does not judge who may change what (security).
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/host/directory.h"
#include "adapters/identity/change.h"
#include "adapters/identity/organisation.h"
#include "adapters/store/store.h"
#include "api/security/rights.h"

namespace bihuan::api {

class People {
 public:
  /// Reads what the store holds; nothing yet: an organisation without anybody. Throws store::Unavailable.
  explicit People(store::Store& store);
  std::shared_ptr<const identity::Organisation> now() const { return rights()->organisation; }
  /// Looks into the store when it has not for a second.
  std::shared_ptr<const security::Rights> rights() const;
  /// The document as it was stored; empty if there is none.
  std::string document() const;

  struct Refusal {
    bool changed_meanwhile = false;  ///< somebody else was faster, or the given revision is an old one
    std::vector<identity::DocumentFault> faults;
  };
  using Saved = std::expected<std::shared_ptr<const security::Rights>, Refusal>;
  /// Takes the edit's answer for the organisation, on every node. Without `expected` the edit is made on whatever is
  /// stored, again if need be. Answers what holds from then on.
  Saved change(std::optional<std::int64_t> expected,
               const std::function<identity::Changed(const identity::Organisation&)>& edit);
  /// Checks and stores a document; from then on look-ups use it. Rejects with every fault.
  std::expected<void, std::vector<identity::DocumentFault>> replace(const std::string& json);
  /// Gives somebody no more work, or work again. false: there is no such person in the organisation.
  bool set_disabled(const std::string& person, bool disabled);
  /// Gives the role exactly these allowances. false: somebody else was faster.
  bool allow(const std::string& role, std::vector<security::Allowance> allowances,
             std::optional<std::int64_t> expected);

  void refresh();
  /// For the host: answers from whatever is current. Lives as long as this object.
  host::Directory directory() const;

 private:
  void refresh_when_due() const;
  void read_again() const;

  store::Store& store_;
  mutable std::mutex mutex_;
  mutable std::mutex reading_;  ///< one reads, the others go on with what there is
  mutable store::Revisions revisions_;
  mutable std::string document_;
  mutable std::shared_ptr<const security::Rights> rights_;
  mutable std::chrono::steady_clock::time_point read_at_;
};

}  // namespace bihuan::api
