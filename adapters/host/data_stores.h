// Decides where the values of BPMN data stores are (BPMN 2.0.2, 10.4.1): one value a process id and store, shared by
// all instances of all versions, kept with the documents of nobody. A flight reads what it wrote itself; of two nodes
// that write at the same time the later commit stays. Who may not read or write meanwhile: turn.cpp.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "adapters/store/store.h"

namespace bihuan::host {

/// The value of a data store as a request of a flight wrote it.
struct WrittenValue {
  Value value;
  Instant at;
  int owner = 0;  ///< the request
};

/// By document name.
using WrittenValues = std::map<std::string, WrittenValue>;

/// Ids of processes hold no slash.
std::string data_store_name(const std::string& process, const std::string& store);

/// As the store keeps it.
store::DocumentRow data_store_row(const std::string& name, const WrittenValue& written);

/// What can be read: `written` first, then what was read before, then what is stored.
class DataStores {
 public:
  DataStores(store::Store& store, const WrittenValues& written) : store_(store), written_(written) {}

  /// Null if nothing was ever written.
  Value value(const std::string& name);

 private:
  store::Store& store_;
  const WrittenValues& written_;
  std::map<std::string, Value> read_;
};

}  // namespace bihuan::host
