// Decides whether the record of an instance is untouched: the chain of hashes is whole, the head is the one that the
// instance's row holds, and the fold of the events is the state that is stored (storage.md). It repairs nothing.
#pragma once

#include <string>
#include <vector>

#include "adapters/host/catalogue.h"
#include "adapters/store/store.h"

namespace bihuan::host {

/// One thing that is not as it was written.
struct Finding {
  InstanceId instance;
  std::uint64_t seq = 0;  ///< the journal entry concerned; 0 = the instance itself
  std::string message_zh, message_en;
};

struct VerifyReport {
  std::uint64_t instances = 0, entries = 0;
  std::vector<Finding> findings;  ///< empty: everything is untouched
  std::string head;               ///< of the last instance verified, hexadecimal
};

/// Adds one instance to the report. An unknown instance is a finding.
void verify(store::Store& store, InstanceId instance, VerifyReport& report);

/// The chain of what concerns security (store::security_journal): its entries and its head.
void verify_security_journal(store::Store& store, VerifyReport& report);

/// Every instance of the store.
VerifyReport verify_all(store::Store& store);

}  // namespace bihuan::host
