// Decides which organisation a node works with: the stored one, read again when another node replaced it. It does not
// answer a task's question (adapters/identity).
#pragma once

#include <expected>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/host/directory.h"
#include "adapters/identity/organisation.h"
#include "adapters/store/store.h"

namespace bihuan::api {

class People {
 public:
  /// Reads what the store holds; nothing yet: an organisation without anybody. Throws store::Unavailable.
  explicit People(store::Store& store);
  std::shared_ptr<const identity::Organisation> now() const;
  /// The document as it was stored; empty if there is none.
  std::string document() const;
  /// Checks and stores a document; from then on look-ups use it. Rejects with every fault.
  std::expected<void, std::vector<identity::DocumentFault>> replace(const std::string& json);
  void refresh();
  /// For the host: answers from whatever is current. Lives as long as this object.
  host::Directory directory() const;

 private:
  store::Store& store_;
  mutable std::mutex mutex_;
  std::string document_;
  std::shared_ptr<const identity::Organisation> organisation_ = std::make_shared<identity::Organisation>();
};

}  // namespace bihuan::api
