#include "api/people.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace bihuan::api {
namespace {

constexpr auto longest_unseen = std::chrono::seconds(1);
constexpr int most_tries = 10;

std::shared_ptr<const identity::Organisation> organisation_in(const std::optional<store::Revised>& stored) {
  if (!stored) return std::make_shared<const identity::Organisation>();
  auto read = identity::read_organisation(stored->json);
  if (read) return std::make_shared<const identity::Organisation>(std::move(*read));
  spdlog::error("the stored organisation cannot be read ({}: {}); the one before stays in use",
                read.error().front().pointer, read.error().front().message_en);
  return nullptr;
}

std::optional<security::Policy> policy_in(const std::optional<store::Revised>& stored) {
  auto read = security::read_policy(stored ? stored->json : "", stored ? stored->revision : 0);
  if (read) return std::move(*read);
  spdlog::error("the stored permissions cannot be read ({}); those before stay in use", read.error());
  return std::nullopt;
}

}  // namespace

People::People(store::Store& store) : store_(store) {
  rights_ = security::make_rights(std::make_shared<const identity::Organisation>(), *policy_in(std::nullopt), 0);
  refresh();
}

std::shared_ptr<const security::Rights> People::rights() const {
  refresh_when_due();
  const std::lock_guard lock(mutex_);
  return rights_;
}

std::string People::document() const {
  refresh_when_due();
  const std::lock_guard lock(mutex_);
  return document_;
}

People::Saved People::change(std::optional<std::int64_t> expected,
                             const std::function<identity::Changed(const identity::Organisation&)>& edit) {
  for (int tries = 0; tries < most_tries; ++tries) {
    refresh();
    const auto before = rights();
    if (expected && *expected != before->organisation_revision) return std::unexpected(Refusal{true, {}});
    auto after = edit(*before->organisation);
    if (!after) return std::unexpected(Refusal{false, std::move(after.error())});
    if (store_.save_organisation(identity::write_organisation(*after), before->organisation_revision)) {
      refresh();
      return rights();
    }
  }
  return std::unexpected(Refusal{true, {}});
}

std::expected<void, std::vector<identity::DocumentFault>> People::replace(const std::string& json) {
  auto read = identity::read_organisation(json);
  if (!read) return std::unexpected(std::move(read.error()));
  store_.save_organisation(json);
  refresh();
  return {};
}

bool People::set_disabled(const std::string& id, bool disabled) {
  if (!now()->person(id)) return false;
  const auto saved = change(std::nullopt, [&](const identity::Organisation& before) -> identity::Changed {
    const identity::Person* found = before.person(id);
    if (!found) return before;
    identity::Person person = *found;
    person.disabled = disabled;
    return identity::with_person(before, std::move(person));
  });
  return saved.has_value();
}

bool People::allow(const std::string& role, std::vector<security::Allowance> allowances,
                   std::optional<std::int64_t> expected) {
  refresh();
  security::Policy policy = rights()->policy;
  if (expected && *expected != policy.revision) return false;
  policy.roles[role] = std::move(allowances);
  if (!store_.save_permissions(security::write_policy(policy), policy.revision)) return false;
  refresh();
  return true;
}

void People::refresh() {
  const std::lock_guard lock(reading_);
  read_again();
}

/// Nobody waits for somebody else's look into the store, and a store that does not answer changes nothing.
void People::refresh_when_due() const {
  const std::unique_lock lock(reading_, std::try_to_lock);
  if (!lock.owns_lock() || std::chrono::steady_clock::now() - read_at_ < longest_unseen) return;
  try {
    read_again();
  } catch (const store::Unavailable& unavailable) {
    read_at_ = std::chrono::steady_clock::now();
    spdlog::warn("the organisation could not be read again: {}", unavailable.what());
  }
}

/// Requires the lock on reading.
void People::read_again() const {
  read_at_ = std::chrono::steady_clock::now();
  const store::Revisions stored = store_.revisions();
  if (stored == revisions_) return;
  const auto document = store_.organisation();
  const auto permissions = store_.permissions();
  std::shared_ptr<const security::Rights> before;
  {
    const std::lock_guard lock(mutex_);
    before = rights_;
  }
  auto organisation = organisation_in(document);
  auto policy = policy_in(permissions);
  const std::int64_t revision = organisation && document ? document->revision : before->organisation_revision;
  if (!organisation) organisation = before->organisation;
  auto rights = security::make_rights(std::move(organisation), policy ? std::move(*policy) : before->policy, revision);
  const std::lock_guard lock(mutex_);
  revisions_ = {document ? document->revision : 0, permissions ? permissions->revision : 0};
  document_ = document ? document->json : "";
  rights_ = std::move(rights);
}

host::Directory People::directory() const {
  return [this](const Lookup& lookup) { return identity::answer(*now(), lookup); };
}

}  // namespace bihuan::api
