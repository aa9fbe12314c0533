// One number for everything that is stored at the end (proof.h): made over the list of columns, so that a new field is
// covered without a line here.
#include <sodium.h>

#include "adapters/host/chain.h"
#include "adapters/store/row_columns.h"
#include "tests/simulation/models.h"
#include "tests/simulation/proof.h"

namespace bihuan::simulation {
namespace {

class Sum {
 public:
  Sum() { crypto_hash_sha256_init(&state_); }
  void add(std::string_view bytes) {
    const std::uint64_t size = bytes.size();
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  template <class Row>
  void row(const Row& row) {
    store::columns(row, [&](const char*, const auto& field) { cell(store::cell_of(field)); });
  }
  std::string hex() {
    store::Hash hash;
    crypto_hash_sha256_final(&state_, hash.data());
    return host::hex(hash);
  }

 private:
  void cell(const store::Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return add(std::to_string(*number));
    const auto* text = std::get_if<std::string>(&cell);
    add(text ? *text : "none");
  }
  crypto_hash_sha256_state state_;
};

template <class Read>
void add_pages(Sum& sum, Read&& read) {
  store::Page at{.limit = 1000};
  do {
    const auto listed = read(at);
    for (const auto& row : listed.rows) sum.row(row);
    at.cursor = listed.next;
  } while (!at.cursor.empty());
}

}  // namespace

std::string end_hash(World& world) {
  FaultyStore& store = world.store();
  store.decide = nullptr;
  Sum sum;
  for (const InstanceId id : store.instances) {
    for (const store::LoadedInstance& loaded : store.load({id})) {
      sum.row(loaded.row);
      for (const auto& [scope, bytes] : loaded.scopes) sum.add(std::to_string(scope.n)), sum.add(bytes);
    }
    for (const store::JournalRow& row : store.journal(id, 1, 1 << 30)) sum.row(row);
    for (const store::SubscriptionRow& row : store.subscriptions_of(id)) sum.row(row);
  }
  add_pages(sum, [&](const store::Page& at) { return store.tasks({.status = std::nullopt}, at); });
  add_pages(sum, [&](const store::Page& at) { return store.jobs({}, at); });
  for (const bool open : {true, false})
    add_pages(sum, [&](const store::Page& at) { return store.incidents({.open = open}, at); });
  for (const std::string& person : people())
    add_pages(sum, [&](const store::Page& at) { return store.notifications(person, at); });
  for (const Ask& ask : world.asks()) {
    if (const auto answer = store.answer(ask.key)) sum.row(*answer);
  }
  return sum.hex();
}

}  // namespace bihuan::simulation
