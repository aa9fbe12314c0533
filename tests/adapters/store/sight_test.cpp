// What somebody sees of lists, and what is counted, in every store.
#include <gmock/gmock.h>

#include "tests/adapters/store/stores.h"

namespace bihuan::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr InstanceId fourth{44};

/// Four cases: first (unit st-01, line safety, begun by zhao, task of li.na), second called by first (unit c-03, task
/// done by sun), third (unit st-02, begun by li.na), fourth (no unit).
class SightOf : public EachStore {
 protected:
  void SetUp() override {
    EachStore::SetUp();
    if (IsSkipped()) return;
    Batch batch;
    for (InstanceId id : {first, second, third, fourth}) {
      batch.instances.push_back(instance_write(id, 0));
      batch.tasks.push_back(task_row(id, 7));
      batch.tasks.back().candidates = {};
    }
    const auto place = [&](std::size_t i, const char* unit, const char* line, const char* initiator) {
      InstanceRow& row = batch.instances[i].row;
      row.unit = unit;
      row.line = line;
      row.initiator = initiator;
    };
    place(0, "st-01", "safety", "zhao");
    place(1, "c-03", "", "");
    place(2, "st-02", "safety", "li.na");
    place(3, "", "", "");
    batch.instances[1].row.root = first;
    batch.instances[1].row.caller = state::Caller{first, WorkId{1}};
    batch.tasks[0].assignee = "li.na";
    batch.tasks[1].status = TaskStatus::Completed;
    batch.tasks[1].ended = Instant{5000};
    batch.tasks[1].ended_by = "sun";
    batch.tasks[2].candidates = {"qian"};
    batch.incidents = {{second, IncidentId{1}, {}, "hazard", "pay", "", "job-failed", "失败", "failed", {5}}};
    ASSERT_TRUE(store->commit(batch).none());
  }
  std::vector<std::uint64_t> cases(const Sight& sight) {
    std::vector<std::uint64_t> numbers;
    for (const InstanceRow& row : store->instances({.sight = sight}, {}).rows) numbers.push_back(row.id.n);
    return numbers;
  }
  std::vector<std::uint64_t> tasks_in(const TaskQuery& query) {
    std::vector<std::uint64_t> numbers;
    for (const TaskRow& row : store->tasks(query, {}).rows) numbers.push_back(row.instance.n);
    return numbers;
  }
};
INSTANTIATE_TEST_SUITE_P(, SightOf, testing::ValuesIn(kinds), [](const auto& info) { return info.param; });

TEST_P(SightOf, NobodySeesNothingAndTheProgramAll) {
  EXPECT_THAT(cases({}), IsEmpty());
  EXPECT_THAT(cases(everything()), ElementsAre(44, 33, 22, 11));
  EXPECT_THAT(cases({.units = {""}, .lines = {""}}), IsEmpty()) << "no unit is nobody's unit";
}

TEST_P(SightOf, AUnitAndALineShowTheirCases) {
  EXPECT_THAT(cases({.units = {"st-01", "st-02", "none"}}), ElementsAre(33, 11));
  EXPECT_THAT(cases({.lines = {"safety"}}), ElementsAre(33, 11));
  EXPECT_THAT(cases({.units = {"c-03"}, .lines = {"safety"}}), ElementsAre(33, 22, 11));
  std::vector<std::string> many = {"c-03"};
  for (int i = 0; i < 700; ++i) many.push_back("u-" + std::to_string(i));
  EXPECT_THAT(cases({.units = many}), ElementsAre(22));
}

TEST_P(SightOf, WhoTakesPartSeesAllUnderTheSameRoot) {
  EXPECT_THAT(cases({.person = "zhao"}), ElementsAre(22, 11)) << "began it";
  EXPECT_THAT(cases({.person = "sun"}), ElementsAre(22, 11)) << "ended a task of the called instance";
  EXPECT_THAT(cases({.person = "li.na"}), ElementsAre(33, 22, 11));
  EXPECT_THAT(cases({.person = "qian"}), ElementsAre(33)) << "is a candidate";
  EXPECT_THAT(cases({.person = "nobody"}), IsEmpty());
  EXPECT_THAT(cases({.person = "qian", .units = {"c-03"}}), ElementsAre(33, 22));
}

TEST_P(SightOf, TasksIncidentsAndActsFollowTheirCases) {
  EXPECT_THAT(tasks_in({.status = std::nullopt, .sight = {.units = {"c-03"}}}), ElementsAre(22));
  EXPECT_THAT(tasks_in({.sight = {.person = "qian"}}), ElementsAre(33));
  EXPECT_THAT(tasks_in({.visible_to = "li.na", .sight = {.units = {"st-02"}}}), IsEmpty());
  EXPECT_THAT(tasks_in({.unit = "st-02"}), ElementsAre(33));
  EXPECT_EQ(store->incidents({.sight = {.person = "zhao"}}, {}).rows.size(), 1u);
  EXPECT_THAT(store->incidents({.sight = {.person = "qian"}}, {}).rows, IsEmpty());
  EXPECT_EQ(store->acts({.sight = {.units = {"c-03"}}}, {}).rows.size(), 1u);
  EXPECT_THAT(store->acts({.sight = {.units = {"st-01"}}}, {}).rows, IsEmpty());
  EXPECT_THAT(store->holding({.sight = {.person = "qian"}}), IsEmpty());
}

TEST_P(SightOf, PagesGoOnWithinWhatIsSeen) {
  std::vector<std::uint64_t> seen;
  Page page{"", 1};
  do {
    const auto listed = store->instances({.sight = {.person = "li.na"}}, page);
    for (const InstanceRow& row : listed.rows) seen.push_back(row.id.n);
    page.cursor = listed.next;
  } while (!page.cursor.empty());
  EXPECT_THAT(seen, ElementsAre(33, 22, 11));
}

TEST_P(SightOf, CasesAreFilteredByUnitLineAndTop) {
  const auto ids = [&](const InstanceQuery& query) {
    std::vector<std::uint64_t> numbers;
    for (const InstanceRow& row : store->instances(query, {}).rows) numbers.push_back(row.id.n);
    return numbers;
  };
  EXPECT_THAT(ids({.unit = "st-01"}), ElementsAre(11));
  EXPECT_THAT(ids({.line = "safety"}), ElementsAre(33, 11));
  EXPECT_THAT(ids({.top = true}), ElementsAre(44, 33, 11));
}

TEST_P(SightOf, ACaseThatMovesIsSeenWhereItIs) {
  Batch batch;
  batch.instances.push_back(instance_write(third, 1));
  batch.instances[0].row.unit = "d-01";
  batch.instances[0].row.initiator = "li.na";
  ASSERT_TRUE(store->commit(batch).none());
  EXPECT_THAT(cases({.units = {"st-02"}}), IsEmpty());
  EXPECT_THAT(cases({.units = {"d-01"}}), ElementsAre(33));
}

}  // namespace
}  // namespace bihuan::store
