// The n-th operation fails, for every n, on each store, until a whole life passes without the fault (story.h): what was
// acknowledged is there, nothing is half there, and the store goes on without repair.
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <cstdio>
#include <filesystem>

#include "adapters/system/clock.h"
#include "tests/adapters/store/cutting_proxy.h"
#include "tests/adapters/store/faulty_vfs.h"
#include "tests/adapters/store/stores.h"
#include "tests/simulation/faulty_store.h"
#include "tests/simulation/story.h"

namespace bihuan::simulation {
namespace {

using store::DiskFault;

constexpr std::int64_t time_of_leases = 60 * us_per_second;

class NthWrite : public testing::Test {
 protected:
  void SetUp() override { spdlog::set_level(spdlog::level::off); }
  void TearDown() override { spdlog::set_level(spdlog::level::info); }

  void expect_sound(const Story& story, store::Store& store, const std::string& where) {
    for (const std::string& fault : story.faults(store)) ADD_FAILURE() << where << ": " << fault;
  }

  Instant now{1'790'000'000'000'000};
};

/// One life in which the `nth` operation of a store in memory meets the fault. false: there are not so many.
bool memory_life(int nth, Fault fault, Instant now, std::vector<std::string>& faults) {
  FaultyStore store([&now] { return now; });
  int count = 0;
  store.decide = [&](Operation) { return ++count == nth ? fault : Fault::None; };
  Story story("m");
  for (int tries = 0; !story.over() && tries < 5; ++tries) {
    try {
      // Half of the lives go on with the same node, the others with a new one.
      if (!story.running() || nth % 2 == 0) story.boot(store, [&now] { return now; });
      if (story.go_on()) break;
    } catch (const store::Unavailable&) {
    }
    store.land_late();
    now = now + time_of_leases;
  }
  const bool met = count >= nth;
  store.decide = nullptr;
  faults = story.faults(store);
  if (!story.over()) faults.push_back("did not come to its end, but to step " + std::to_string(story.done()));
  return met;
}

}  // namespace

TEST_F(NthWrite, OfAStoreInMemoryFailsAndALifeComesToItsEnd) {
  for (const Fault fault : {Fault::Before, Fault::After, Fault::Late}) {
    int nth = 1;
    for (bool met = true; met && !HasFailure(); ++nth) {
      std::vector<std::string> faults;
      met = memory_life(nth, fault, now, faults);
      for (const std::string& one : faults) ADD_FAILURE() << "operation " << nth << ": " << one;
    }
    EXPECT_GT(nth, 20);
    std::printf("%d operations\n", nth - 2);
  }
}

namespace {

class NthDiskWrite : public NthWrite {
 protected:
  void SetUp() override {
    NthWrite::SetUp();
    home = std::make_unique<store::Home>("sqlite");
    home->clock = now;
    template_file = home->file() + ".template";
    home->open();  // the schema, once
    std::filesystem::copy_file(home->file(), template_file);
  }

  void fresh_file() const {
    for (const char* suffix : {"-wal", "-shm", ""}) std::filesystem::remove(home->file() + suffix);
    std::filesystem::copy_file(template_file, home->file());
  }
  void go_on_after_crash(Story& story, std::unique_ptr<store::Store>& store, const std::string& where);

  store::FaultyDisk disk;
  std::unique_ptr<store::Home> home;
  std::string template_file;
};

class NthDiskFault : public NthDiskWrite, public testing::WithParamInterface<DiskFault> {
 protected:
  /// One life in which the `nth` change of a file meets the fault. false: there are not so many.
  bool life(int nth);
};

const char* const fault_names[] = {"None",        "Error",    "Full",      "Short",
                                   "ProcessDies", "PowerCut", "Scrambled", "LyingSync"};
INSTANTIATE_TEST_SUITE_P(, NthDiskFault,
                         testing::Values(DiskFault::Error, DiskFault::Full, DiskFault::Short, DiskFault::ProcessDies,
                                         DiskFault::PowerCut, DiskFault::Scrambled),
                         [](const auto& info) { return fault_names[static_cast<int>(info.param)]; });

/// The process that had the files is gone; the next one finds what is left of them.
void NthDiskWrite::go_on_after_crash(Story& story, std::unique_ptr<store::Store>& store, const std::string& where) {
  story.stop();
  store.reset();
  disk.restart();
  store = home->open();
  ASSERT_TRUE(store) << where;
  expect_sound(story, *store, where);
  story.boot(*store, [this] { return home->clock; });
}

bool NthDiskFault::life(int nth) {
  const std::string where = std::string(fault_names[static_cast<int>(GetParam())]) + " at " + std::to_string(nth);
  fresh_file();
  auto store = home->open();
  Story story("s");
  story.boot(*store, [this] { return home->clock; });
  disk.fail_at(nth, GetParam());
  bool met = false;
  for (int tries = 0; !story.go_on() && tries < 5 && !HasFailure(); ++tries) {
    met = met || disk.failed();
    if (disk.dead()) go_on_after_crash(story, store, where);
    home->clock = home->clock + time_of_leases;
  }
  met = met || disk.failed();
  EXPECT_TRUE(story.over()) << where << ": came to step " << story.done();
  expect_sound(story, *store, where);
  story.stop();
  store.reset();
  disk.restart();
  return met;
}

}  // namespace

TEST_P(NthDiskFault, OfAnSqliteFileFailsAndALifeComesToItsEnd) {
  int nth = 1;
  while (life(nth) && !HasFailure()) ++nth;
  EXPECT_GT(nth, 20);
  std::printf("%d changes of files\n", nth - 1);
}

namespace {

/// From the n-th change on the disk says that it has synced and has not; then the power is cut.
class NthDiskLie : public NthDiskWrite {
 protected:
  bool life(int nth);
};

bool NthDiskLie::life(int nth) {
  const std::string where = "a lie at " + std::to_string(nth);
  fresh_file();
  auto store = home->open();
  Story story("s");
  story.boot(*store, [this] { return home->clock; });
  disk.fail_at(nth, DiskFault::LyingSync);
  std::size_t honest = 0;
  while (!story.over() && story.go_on_a_step()) honest = disk.failed() ? honest : story.done();
  EXPECT_TRUE(story.over()) << where;
  const bool met = disk.failed();
  story.stop();
  disk.crash();
  Story again("s", honest);
  go_on_after_crash(again, store, where);
  home->clock = home->clock + time_of_leases;
  EXPECT_TRUE(again.go_on()) << where << ": came to step " << again.done();
  expect_sound(again, *store, where);
  again.stop();
  store.reset();
  disk.restart();
  return met;
}

}  // namespace

TEST_F(NthDiskLie, OfAnSqliteFileLosesNothingThatWasAcknowledgedBeforeIt) {
  int nth = 1;
  while (life(nth) && !HasFailure()) ++nth;
  EXPECT_GT(nth, 20);
  std::printf("%d changes of files\n", nth - 1);
}

namespace {

class NthExchange : public NthWrite {
 protected:
  void SetUp() override {
    NthWrite::SetUp();
    if (store::server_url().find(marker) == std::string::npos)
      GTEST_SKIP() << "BIHUAN_TEST_POSTGRESQL names no server on 127.0.0.1: run under tests/with_postgresql";
    home = std::make_unique<store::Home>("postgresql");
    const std::size_t at = home->url().find(marker) + std::string(marker).size();
    const std::size_t end = home->url().find('/', at);
    int port = 0;
    std::from_chars(home->url().data() + at, home->url().data() + end, port);
    proxy = std::make_unique<store::CuttingProxy>(port);
    auto opened =
        store::open_postgresql(home->url().substr(0, at) + std::to_string(proxy->port()) + home->url().substr(end), 2);
    ASSERT_TRUE(opened);
    store = std::move(*opened);
  }
  /// One life in which the `nth` exchange with the server is cut. false: there are not so many.
  bool life(int nth, store::Cut cut);

  static constexpr const char* marker = "@127.0.0.1:";
  std::unique_ptr<store::Home> home;
  std::unique_ptr<store::CuttingProxy> proxy;
  std::unique_ptr<store::Store> store;
};

bool NthExchange::life(int nth, store::Cut cut) {
  const std::string where = "exchange " + std::to_string(nth);
  Story story(std::string(cut == store::Cut::BeforeTheServerHears ? "b" : "a") + std::to_string(nth));
  story.boot(*store, system::now);
  const int before = proxy->cuts();
  proxy->cut_next(cut, nth - 1);
  for (int tries = 0; tries < 20 && !story.go_on(); ++tries) story.boot(*store, system::now);
  const bool met = proxy->cuts() > before;
  proxy->cut_next(store::Cut::Nothing);
  EXPECT_TRUE(story.over()) << where << ": came to step " << story.done();
  for (const std::string& fault : story.own_faults(*store)) ADD_FAILURE() << where << ": " << fault;
  story.stop();
  return met;
}

}  // namespace

TEST_F(NthExchange, WithPostgresqlIsCutAndALifeComesToItsEnd) {
  for (const store::Cut cut : {store::Cut::BeforeTheServerHears, store::Cut::AfterTheServerAnswers}) {
    int nth = 1;
    while (life(nth, cut) && !HasFailure()) ++nth;
    EXPECT_GT(nth, 10);
    std::printf("%d exchanges\n", nth - 1);
  }
  expect_sound(Story("nobody"), *store, "at the end");
}

}  // namespace bihuan::simulation
