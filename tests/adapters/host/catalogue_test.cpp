// Rules of the catalogue that only show when two threads refresh it at once. The store lets a second reading happen in
// the middle of the first, on the same thread, so that the order is always the same.
#include "adapters/host/catalogue.h"

#include <utility>

#include "adapters/store/memory_store.h"
#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

class InterruptedStore : public store::MemoryStore {
 public:
  using MemoryStore::MemoryStore;

  std::vector<store::DefinitionRow> definitions() override {
    std::vector<store::DefinitionRow> rows = MemoryStore::definitions();
    if (after_definitions) std::exchange(after_definitions, nullptr)();
    return rows;
  }

  std::optional<store::FileRow> file(std::uint64_t deployment, const std::string& name) override {
    std::optional<store::FileRow> row = MemoryStore::file(deployment, name);
    if (after_file) std::exchange(after_file, nullptr)();
    return row;
  }

  /// What happens once, after such a reading and before its reader goes on.
  std::function<void()> after_definitions, after_file;
};

class CatalogueTest : public ::testing::Test {
 protected:
  /// A process of this name, through a catalogue: this node's or another's.
  void deploy(const std::string& process, Catalogue& to) {
    const std::string content = "<bpmn:startEvent id=\"s\"/><bpmn:endEvent id=\"e\"/>" + flow("f", "s", "e");
    Deployer deployer(store, to, &system::zones());
    EXPECT_TRUE(
        deployer.deploy({.name = process, .by = "test", .files = {{process + ".bpmn", "", bpmn(process, content)}}}));
  }

  InterruptedStore store{[] { return Instant{1'790'000'000'000'000}; }};
  Catalogue catalogue{store};
  Catalogue other_node{store};
};

TEST_F(CatalogueTest, KeepsADeploymentThatCameWhileAnOlderReadingWasUnderWay) {
  deploy("theirs", other_node);
  store.after_file = [this] { deploy("ours", catalogue); };
  catalogue.refresh();
  EXPECT_NE(catalogue.now()->process("ours"), nullptr);
  EXPECT_NE(catalogue.now()->process("theirs"), nullptr);
}

TEST_F(CatalogueTest, KeepsASwitchThatCameWhileAnOlderReadingWasUnderWay) {
  deploy("ours", catalogue);
  store.after_definitions = [this] {
    store.set_enabled(catalogue.now()->process("ours")->row.id, false);
    catalogue.refresh();
  };
  catalogue.refresh();
  EXPECT_EQ(catalogue.now()->process("ours"), nullptr);
}

}  // namespace
}  // namespace bihuan::host::test
