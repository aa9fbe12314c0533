// Rules of assignments that the standard's resources and other products' attributes are read as: lists of users and
// groups, and several look-ups together.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

Lookup role(const std::string& name) {
  return {"role", {{"role", name}}};
}

const state::Task& task(const Case& c) {
  return std::get<state::Task>(c.work_of("a").detail);
}

TEST(UsersAndGroups, NameTheAssigneeAndTheCandidates) {
  Case c("start s\nuser a assignee==who users=\"bob, carl\" groups=fire\nend e\ns -> a -> e");
  c.answers[role("fire")] = {"dora", "bob"};
  c.start("{who: \"ann\"}");
  EXPECT_EQ(task(c).assignee, "ann");
  EXPECT_EQ(text(task(c).candidates), "bob carl dora");
  EXPECT_EQ(text(task(c).groups), "fire");
}

TEST(UsersAndGroups, MayBeListsAndMayBeWrittenAsUserAndGroup) {
  Case c("start s\nuser a users==people\nend e\ns -> a -> e");
  c.answers[role("fire")] = {};
  c.start("{people: [\"user(bob)\", \"group(fire)\", \"carl\"]}");
  EXPECT_EQ(task(c).assignee, "");
  EXPECT_EQ(text(task(c).candidates), "bob carl");
  EXPECT_EQ(text(task(c).groups), "fire") << "kept though the organisation does not know it";
}

TEST(Candidates, AreWhoIsNamedAndNobodyForWhatIsNull) {
  Case c("start s\nuser a candidates==people\nend e\ns -> a -> e");
  c.start("{people: [null, \"bob\"]}");
  EXPECT_EQ(text(task(c).candidates), "bob");
}

TEST(UsersAndGroups, MayNameNobody) {
  Case c("start s\nuser a assignee==who\nend e\ns -> a -> e");
  c.start("{who: null}");
  EXPECT_EQ(text(c.open()), "task a");
  EXPECT_EQ(task(c).assignee, "");
}

TEST(UsersAndGroups, AskTheOrganisationForEachGroupAtOnce) {
  Case c("start s\nuser a groups=\"fire,water\"\nend e\ns -> a -> e");
  const Result result = c.run(command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}});
  ASSERT_FALSE(result);
  const auto* needs = std::get_if<Needs>(&result.error());
  ASSERT_TRUE(needs);
  ASSERT_EQ(needs->lookups.size(), 2u);
  EXPECT_EQ(needs->lookups[1], role("water"));
}

TEST(Assignments, SeveralAddUp) {
  definition::ProcessModel model = read_process("start s\nuser a\nend e\ns -> a -> e");
  definition::AssignmentModel& assignment = *model.elements[2].assignment;
  assignment.kind = "several";
  assignment.parameters.clear();
  const auto add = [&](const char* name, const char* value) {
    definition::ExpressionText text;
    text.text = value;
    assignment.parameters.emplace_back(name, text);
  };
  add("1.kind", "head");
  add("1.unit", "c-03");
  add("2.kind", "users-and-groups");
  add("2.users", "bob");
  const auto compiled = definition::compile(model, "test");
  ASSERT_TRUE(compiled);
  Case c(compiled->definition);
  c.answers[Lookup{"head", {{"unit", "c-03"}}}] = {"zoe"};
  c.start();
  EXPECT_EQ(text(task(c).candidates), "zoe bob");
}

}  // namespace
}  // namespace bihuan::testing
