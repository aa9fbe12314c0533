// Rules of the journal's hash: it is SHA-256 over exactly the bytes that were covered when the first entry was written.
#include "adapters/host/chain.h"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

namespace bihuan::host {
namespace {

store::JournalRow entry() {
  store::JournalRow row{.instance = InstanceId{(std::uint64_t{5} << 54) | 77}, .seq = 3, .at = {1'790'000'000'000'000}};
  row.actor = "p-1";
  row.request_id = "r-9";
  row.reason = "因故";
  row.command = "cmd";
  row.events = std::string(200, 'e');
  for (std::size_t i = 0; i < row.previous.size(); ++i) row.previous[i] = static_cast<unsigned char>(i);
  return row;
}

/// Made by Python's hashlib over the same bytes: whoever holds an export can make it without this program.
constexpr const char* known = "2fc9496147fe2d691701aef69efef64d3b712c5f1dff848c6cf203790f4190c1";

TEST(ChainHash, IsTheOneThatAnotherProgramMakes) {
  EXPECT_EQ(hex(chain_hash(entry())), known);
}

TEST(ChainHash, DependsOnEveryField) {
  const std::function<void(store::JournalRow&)> changes[] = {
      [](auto& row) { row.instance.n += 1; },  [](auto& row) { row.seq += 1; },
      [](auto& row) { row.at.us += 1; },       [](auto& row) { row.actor = "p-2"; },
      [](auto& row) { row.request_id = ""; },  [](auto& row) { row.reason += "."; },
      [](auto& row) { row.command = "cmf"; },  [](auto& row) { row.events.pop_back(); },
      [](auto& row) { row.previous[31] ^= 1; }};
  for (const auto& change : changes) {
    store::JournalRow row = entry();
    change(row);
    EXPECT_NE(hex(chain_hash(row)), known);
  }
}

TEST(ChainHash, DoesNotLetOneFieldRunIntoTheNext) {
  store::JournalRow a = entry(), b = entry();
  a.actor = "ab", a.request_id = "c";
  b.actor = "a", b.request_id = "bc";
  EXPECT_NE(chain_hash(a), chain_hash(b));
}

TEST(ChainHash, IsTheSameOnEachThread) {
  std::string there;
  std::thread([&] { there = hex(chain_hash(entry())); }).join();
  EXPECT_EQ(there, known);
}

}  // namespace
}  // namespace bihuan::host
