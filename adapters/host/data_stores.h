// Decides where the values of BPMN data stores are (BPMN 2.0.2, 10.4.1): one value a process id and store, shared by
// all instances of all versions, kept with the documents of nobody. A turn reads what it wrote itself; of two nodes
// that write at the same time the later commit stays.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "adapters/store/store.h"

namespace bihuan::host {

class DataStores {
 public:
  explicit DataStores(store::Store& store) : store_(store) {}

  /// Null if nothing was ever written.
  Value value(const std::string& process, const std::string& name);
  void write(const std::string& process, const std::string& name, Value value);
  /// What the batch has to keep.
  std::vector<store::DocumentRow> written(Instant now) const;

 private:
  struct Held {
    Value value;
    bool changed = false;
  };
  store::Store& store_;
  std::map<std::string, Held> held_;  ///< by document name
};

}  // namespace bihuan::host
