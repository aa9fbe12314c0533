#include "api/people.h"

#include <spdlog/spdlog.h>

namespace bihuan::api {

People::People(store::Store& store) : store_(store) {
  refresh();
}

std::shared_ptr<const identity::Organisation> People::now() const {
  const std::lock_guard lock(mutex_);
  return organisation_;
}

std::string People::document() const {
  const std::lock_guard lock(mutex_);
  return document_;
}

std::expected<void, std::vector<identity::DocumentFault>> People::replace(const std::string& json) {
  auto read = identity::read_organisation(json);
  if (!read) return std::unexpected(std::move(read.error()));
  store_.save_organisation(json);
  const std::lock_guard lock(mutex_);
  document_ = json;
  organisation_ = std::make_shared<const identity::Organisation>(std::move(*read));
  return {};
}

void People::refresh() {
  const std::optional<std::string> stored = store_.organisation();
  if (!stored || *stored == document()) return;
  auto read = identity::read_organisation(*stored);
  if (!read) {
    spdlog::error("the stored organisation cannot be read; the one before stays in use");
    return;
  }
  const std::lock_guard lock(mutex_);
  document_ = *stored;
  organisation_ = std::make_shared<const identity::Organisation>(std::move(*read));
}

host::Directory People::directory() const {
  return [this](const Lookup& lookup) { return identity::answer(*now(), lookup); };
}

}  // namespace bihuan::api
