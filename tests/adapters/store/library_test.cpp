// Deployments in every store.
#include <set>
#include <thread>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

class Library : public EachStore {};
INSTANTIATE_TEST_SUITE_P(, Library, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

Deployment deployment_of(const std::string& key) {
  Deployment deployment;
  deployment.row = {.name = "street", .note = "第一版", .by = "admin", .at = {10}};
  deployment.files = {{key + ".bpmn", "bpmn", std::string("<a/>\0", 5)}, {key + ".form", "form", "{}"}};
  DefinitionRow process{
      .kind = "process", .key = key, .name = "隐患整改", .version_tag = "2026", .file = key + ".bpmn"};
  DefinitionRow form{.kind = "form", .key = key, .file = key + ".form"};
  deployment.definitions = {process, form};
  deployment.starts = {{.process = key, .element = "start", .timer = true, .due = Instant{100}}};
  return deployment;
}

TEST_P(Library, ADeploymentGetsIdsAndVersions) {
  const Deployment one = store->deploy(deployment_of("hazard"));
  const Deployment two = store->deploy(deployment_of("hazard"));
  EXPECT_NE(one.row.id, 0u);
  EXPECT_NE(one.row.id, two.row.id);
  EXPECT_EQ(one.definitions[0].version, 1);
  EXPECT_EQ(two.definitions[0].version, 2);
  EXPECT_EQ(two.definitions[1].version, 2);
  reopen();
  const auto definitions = store->definitions();
  ASSERT_EQ(definitions.size(), 4u);
  EXPECT_LT(definitions[0].id, definitions[1].id);
  EXPECT_EQ(store->deployments().size(), 2u);
  EXPECT_EQ(store->deployments()[0].note, "第一版");
  EXPECT_EQ(store->files(one.row.id).size(), 2u);
  const auto file = store->file(two.row.id, "hazard.bpmn");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bytes, std::string("<a/>\0", 5));
  EXPECT_FALSE(store->file(two.row.id, "none"));
}

TEST_P(Library, StartsAreThoseOfTheLatestVersion) {
  store->deploy(deployment_of("hazard"));
  store->deploy(deployment_of("petition"));
  Deployment next = deployment_of("hazard");
  next.starts = {{.process = "hazard", .element = "by-message", .message = "reported"}};
  const Deployment stored = store->deploy(next);
  const auto starts = store->starts();
  ASSERT_EQ(starts.size(), 2u);
  const StartRow& mine = starts[0].process == "hazard" ? starts[0] : starts[1];
  EXPECT_EQ(mine.definition, stored.definitions[0].id);
  EXPECT_EQ(mine.message, "reported");
  EXPECT_FALSE(mine.timer);
  EXPECT_FALSE(mine.due);
}

TEST_P(Library, ATimerStartAdvancesOnce) {
  store->deploy(deployment_of("hazard"));
  const StartRow was = store->starts().at(0);
  EXPECT_EQ(was.due, Instant{100});
  EXPECT_TRUE(store->advance_start(was, Instant{200}));
  EXPECT_FALSE(store->advance_start(was, Instant{300}));
  const StartRow is = store->starts().at(0);
  EXPECT_EQ(is.due, Instant{200});
  EXPECT_EQ(is.fired, 1);
  EXPECT_TRUE(store->advance_start(is, std::nullopt));
  EXPECT_FALSE(store->starts().at(0).due);
}

TEST_P(Library, TwoNodesNeverGiveOneVersionTwice) {
  constexpr int each = 5;
  std::unique_ptr<Store> other = store->kind() == "postgresql" ? place->open() : nullptr;
  std::vector<std::vector<int>> versions(2);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      Store& mine = other && t ? *other : *store;
      for (int i = 0; i < each; ++i) {
        versions[t].push_back(mine.deploy(deployment_of("hazard")).definitions[0].version);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<int> all(versions[0].begin(), versions[0].end());
  all.insert(versions[1].begin(), versions[1].end());
  EXPECT_EQ(all.size(), 2u * each);
  EXPECT_EQ(*all.rbegin(), 2 * each);
}

TEST_P(Library, ADefinitionIsEnabledAndDisabled) {
  const Deployment stored = store->deploy(deployment_of("hazard"));
  const auto enabled = [&] {
    for (const DefinitionRow& row : store->definitions()) {
      if (row.id == stored.definitions[0].id) return row.enabled;
    }
    return false;
  };
  EXPECT_TRUE(enabled());
  store->set_enabled(stored.definitions[0].id, false);
  EXPECT_FALSE(enabled());
}

}  // namespace
}  // namespace bihuan::store
