// What stands in an organisation's document, and what small changes do to it.
#include <gmock/gmock.h>

#include "adapters/identity/change.h"
#include "tests/adapters/identity/sample.h"

namespace bihuan::identity::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> pointers(const std::vector<DocumentFault>& faults) {
  std::vector<std::string> out;
  for (const DocumentFault& fault : faults) out.push_back(fault.pointer);
  return out;
}

std::vector<std::string> refused(const Changed& changed) {
  return changed ? std::vector<std::string>() : pointers(changed.error());
}

TEST(Organisation, ReadsBackAsItWasWritten) {
  const Organisation before = sample();
  const auto after = read_organisation(write_organisation(before));
  ASSERT_TRUE(after) << after.error().front().message_en;
  EXPECT_EQ(*after, before);
}

TEST(Organisation, HasNoFieldAboutPeopleButWhatStaffNeed) {
  const auto read = read_organisation(
      R"({"units": [{"id": "U", "name": "u"}], "people": [{"id": "p", "name": "x", "unit": "U", "religion": "y"}],
          "roles": [], "supervision": []})");
  ASSERT_FALSE(read);
  EXPECT_THAT(pointers(read.error()), ElementsAre("/people/0/religion"));
}

TEST(Organisation, NamesEveryFaultAtOnce) {
  const auto read = read_organisation(
      R"({"units": [{"id": "A", "name": "a", "parent": "B"}, {"id": "B", "name": "b", "parent": "A", "head": "p-x"}],
          "people": [{"id": "p", "name": "", "unit": "none"}], "supervision": [{"group": "A", "communities": ["Z"]}],
          "roles": [{"person": "p-y", "role": "r", "unit": "A"}]})");
  ASSERT_FALSE(read);
  const auto at = pointers(read.error());
  for (const char* pointer : {"/units/A/parent", "/units/B/head", "/people/p/name", "/people/p/unit",
                              "/roles/r/A/p-y/person", "/supervision/A/Z/group", "/supervision/A/Z/communities"}) {
    EXPECT_THAT(at, Contains(pointer));
  }
}

TEST(Organisation, TheThreeAdministratorsAreThreePeople) {
  EXPECT_THAT(
      refused(with_roles(sample(), "p-sys", {{"", "system-administrator", "D"}, {"", "audit-administrator", "D"}})),
      ElementsAre("/people/p-sys/roles"));
  EXPECT_TRUE(with_roles(sample(), "p-sys", {{"", "audit-administrator", "D"}}));
}

TEST(Organisation, WhoIsDisabledHoldsNoRoleAndStaysInTheRecord) {
  const Organisation organisation = sample();
  EXPECT_FALSE(organisation.has_role("p-gone", "community-handler"));
  ASSERT_TRUE(organisation.person("p-gone"));
  EXPECT_EQ(organisation.person_name("p-gone"), "离职");
}

TEST(Organisation, AUnitIsRemovedOnlyWhenNothingBelongsToIt) {
  EXPECT_THAT(refused(without_unit(sample(), "C1")), ElementsAre("/units/C1"));
  EXPECT_THAT(refused(without_unit(sample(), "sup")), ElementsAre("/units/sup"));
  const auto removed = without_unit(sample(), "G1");
  ASSERT_TRUE(removed);
  EXPECT_FALSE(removed->unit("G1"));
}

TEST(Organisation, RolesAreReplacedForThePersonAlone) {
  const auto changed = with_roles(sample(), "p-h1", {{"", "grid-worker", "G1"}});
  ASSERT_TRUE(changed);
  EXPECT_THAT(changed->grants_of("p-h1"), ElementsAre(Grant{"p-h1", "grid-worker", "G1"}));
  EXPECT_TRUE(changed->has_role("p-h2", "community-handler"));
}

TEST(Organisation, AGroupsMembersHoldTheInspectorsRoleInIt) {
  const auto changed = with_group(sample(), {"sup", "", "", {"p-sup"}, {"C1", "C2"}});
  ASSERT_TRUE(changed);
  const auto all = groups(*changed);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all.front().members, ElementsAre("p-sup"));
  EXPECT_THAT(all.front().inspects, ElementsAre("C1", "C2"));
  EXPECT_FALSE(changed->has_role("p-lent", "supervision-inspector"));
  EXPECT_THAT(refused(with_group(sample(), {"sup", "", "", {"nobody"}, {}})), Contains(::testing::HasSubstr("person")));
}

TEST(Organisation, APersonWhoMovesKeepsTheirRoles) {
  Person person = *sample().person("p-h1");
  person.unit = "C2";
  const auto changed = with_person(sample(), person);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->person("p-h1")->unit, "C2");
  EXPECT_TRUE(changed->has_role("p-h1", "community-handler"));
}

TEST(Organisation, BelowAUnitIsItselfAndEverythingUnderIt) {
  EXPECT_THAT(sample().below("S1"), ElementsAre("C1", "G1", "S1", "S1-fire"));
  EXPECT_THAT(sample().below("none"), IsEmpty());
}

}  // namespace
}  // namespace bihuan::identity::testing
