// The chain of what concerns security, and documents with a revision, in every store.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Record : public EachStore {};
INSTANTIATE_TEST_SUITE_P(, Record, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

JournalRow entry(std::uint64_t seq, const std::string& actor, const std::string& kind) {
  JournalRow row = journal_row(security_journal, seq);
  row.actor = actor;
  row.command = kind;
  return row;
}

TEST_P(Record, GrowsAtItsHeadOnly) {
  EXPECT_EQ(store->record_head(), ChainHead{});
  EXPECT_TRUE(store->append_record({entry(1, "a", "sign-in"), entry(2, "b", "sign-in")}));
  EXPECT_EQ(store->record_head().seq, 2u);
  EXPECT_EQ(store->record_head().hash, entry(2, "", "").hash);
  JournalRow other = entry(2, "c", "sign-out");
  other.hash.fill(99);
  EXPECT_FALSE(store->append_record({other})) << "the number is taken";
  EXPECT_FALSE(store->append_record({entry(4, "c", "sign-out")})) << "one is missing";
  EXPECT_TRUE(store->append_record({entry(3, "c", "sign-out")}));
  EXPECT_EQ(store->journal(security_journal, 1, 10).size(), 3u);
  EXPECT_THAT(store->instance_ids({}, 10), IsEmpty()) << "it is no case";
}

TEST_P(Record, TwoNodesNeverWriteOneNumberTwice) {
  constexpr int each = 10;
  std::unique_ptr<Store> other = store->kind() == "postgresql" ? place->open() : nullptr;
  std::vector<std::thread> threads;
  for (unsigned char t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      Store& mine = other && t ? *other : *store;
      for (int written = 0; written < each;) {
        JournalRow row = entry(mine.record_head().seq + 1, t ? "b" : "a", "sign-in");
        row.hash.fill(static_cast<unsigned char>(t * 100 + written));
        written += mine.append_record({row});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store->record_head().seq, 2u * each);
  EXPECT_EQ(store->records({.actor = "a"}, {}).rows.size(), std::size_t{each});
  EXPECT_EQ(store->records({.actor = "b"}, {}).rows.size(), std::size_t{each});
}

TEST_P(Record, IsListedLatestFirstByActorKindAndTime) {
  ASSERT_TRUE(store->append_record(
      {entry(1, "a", "sign-in"), entry(2, "b", "sign-in"), entry(3, "a", "export"), entry(4, "a", "sign-in")}));
  ASSERT_TRUE(store->commit(new_case(first)).none());
  const auto seqs = [&](const RecordQuery& query) {
    std::vector<std::uint64_t> found;
    for (const JournalRow& row : store->records(query, {}).rows) found.push_back(row.seq);
    return found;
  };
  EXPECT_THAT(seqs({}), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(seqs({.actor = "a"}), ElementsAre(4, 3, 1));
  EXPECT_THAT(seqs({.actor = "a", .kind = "sign-in"}), ElementsAre(4, 1));
  EXPECT_THAT(seqs({.from = Instant{2002}, .to = Instant{2004}}), ElementsAre(3, 2));
  const auto page = store->records({}, {"", 3});
  ASSERT_EQ(page.rows.size(), 3u);
  const auto rest = store->records({}, {page.next, 3});
  ASSERT_EQ(rest.rows.size(), 1u);
  EXPECT_EQ(rest.rows[0].seq, 1u);
  EXPECT_EQ(rest.next, "");
  EXPECT_THAT(store->records({}, {"nonsense", 3}).rows, IsEmpty());
}

TEST_P(Record, TheOrganisationAndThePermissionsAreReplacedByWhoHasReadThem) {
  EXPECT_FALSE(store->organisation());
  EXPECT_EQ(store->revisions(), Revisions{});
  EXPECT_FALSE(store->save_organisation("{}", 1));
  EXPECT_TRUE(store->save_organisation("{}", 0));
  EXPECT_FALSE(store->save_organisation("{\"other\":1}", 0));
  EXPECT_TRUE(store->save_organisation(R"({"单位":[]})", 1));
  EXPECT_FALSE(store->save_organisation("{\"late\":1}", 1));
  EXPECT_EQ(store->organisation(), (Revised{R"({"单位":[]})", 2}));
  EXPECT_TRUE(store->save_organisation("{\"forced\":1}"));
  EXPECT_EQ(store->organisation()->revision, 3);
  EXPECT_FALSE(store->permissions());
  EXPECT_TRUE(store->save_permissions("[]"));
  EXPECT_EQ(store->permissions(), (Revised{"[]", 1}));
  EXPECT_EQ(store->revisions(), (Revisions{3, 1}));
}

TEST_P(Record, OfManyWhoReplaceTheSameRevisionOneDoes) {
  store->save_organisation("{}");
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] { taken += store->save_organisation("{\"by\":" + std::to_string(t) + "}", 1); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(store->organisation()->revision, 2);
}

}  // namespace
}  // namespace bihuan::store
