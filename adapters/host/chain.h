// Decides the journal's hash chain: which bytes of a record are covered, and in what order (storage.md).
// It does not store and does not compare; audit.h does.
#pragma once

#include "adapters/store/store.h"

namespace bihuan::host {

/// SHA-256 over the previous hash and every field of the record, each with its length in front.
store::Hash chain_hash(const store::JournalRow& row);

/// 64 hexadecimal digits.
std::string hex(const store::Hash& hash);

}  // namespace bihuan::host
