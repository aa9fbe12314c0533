// Who may do what to which case: roles, what they may, and where.
#include "api/security/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/security/act_as.h"
#include "api/security/appointment.h"
#include "api/security/caller.h"
#include "api/security/default_policy.h"

namespace bihuan::security {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view organisation = R"({"name": "样区", "units": [
  {"id": "D", "name": "样区", "kind": "district"}, {"id": "D-fire", "name": "区消防", "kind": "department", "parent": "D", "line": "fire"},
  {"id": "S1", "name": "一街", "kind": "street", "parent": "D", "leader": "p-leader"},
  {"id": "S1-fire", "name": "站", "kind": "department", "parent": "S1", "line": "fire"},
  {"id": "S2-fire", "name": "站", "kind": "department", "parent": "S2", "line": "fire", "head": "p-s2-fire"},
  {"id": "S2", "name": "二街", "kind": "street", "parent": "D"},
  {"id": "C1", "name": "社区", "kind": "community", "parent": "S1", "head": "p-head"},
  {"id": "C2", "name": "社区", "kind": "community", "parent": "S2"},
  {"id": "sup", "name": "督导组", "kind": "supervision-group", "parent": "D"}],
 "people": [{"id": "p-staff", "name": "x", "unit": "C1"}, {"id": "p-head", "name": "x", "unit": "C1"},
  {"id": "p-leader", "name": "x", "unit": "D"}, {"id": "p-sup", "name": "x", "unit": "sup"},
  {"id": "p-fire", "name": "x", "unit": "D-fire"}, {"id": "p-s1-fire", "name": "x", "unit": "S1-fire"},
  {"id": "p-s2-fire", "name": "x", "unit": "S2-fire"}, {"id": "p-gone", "name": "x", "unit": "C1", "disabled": true},
  {"id": "p-sys", "name": "x", "unit": "D"}, {"id": "p-sec", "name": "x", "unit": "D"}],
 "roles": [{"person": "p-sup", "role": "supervision-inspector", "unit": "sup"},
  {"person": "p-fire", "role": "department-handler", "unit": "D-fire"},
  {"person": "p-s1-fire", "role": "department-handler", "unit": "S1-fire"},
  {"person": "p-gone", "role": "district-desk", "unit": "D"},
  {"person": "p-sys", "role": "system-administrator", "unit": "D"},
  {"person": "p-sec", "role": "security-administrator", "unit": "D"}],
 "supervision": [{"group": "sup", "communities": ["C1"]}]})";

identity::Organisation district() {
  auto read = identity::read_organisation(organisation);
  EXPECT_TRUE(read) << (read ? "" : read.error().front().message_en);
  return *read;
}

Caller caller(const std::string& person, const std::string& policy = "", identity::Organisation all = district()) {
  Caller out;
  out.person = out.actor = person;
  give_rights(out, make_rights(std::make_shared<identity::Organisation>(std::move(all)), *read_policy(policy, 1), 1));
  return out;
}

TEST(Rights, AMemberOfStaffSeesWhatTheyTakePartIn) {
  const store::Sight seen = sight(caller("p-staff"), Action::CaseRead);
  EXPECT_EQ(seen.person, "p-staff");
  EXPECT_THAT(seen.units, IsEmpty());
  EXPECT_FALSE(seen.all);
}

TEST(Rights, AHeadSeesTheUnitAndALeaderEverythingUnderTheirs) {
  EXPECT_THAT(sight(caller("p-head"), Action::CaseRead).units, ElementsAre("C1"));
  EXPECT_THAT(sight(caller("p-leader"), Action::CaseRead).units, ElementsAre("C1", "S1", "S1-fire"));
}

TEST(Rights, ASupervisionGroupSeesTheGroundThatItInspects) {
  EXPECT_THAT(sight(caller("p-sup"), Action::CaseRead).units, ElementsAre("C1"));
}

TEST(Rights, ADepartmentSeesItsLineUnderItsOwnUnitAlone) {
  EXPECT_THAT(sight(caller("p-fire"), Action::CaseRead).lines,
              UnorderedElementsAre("fire", "D-fire", "S1-fire", "S2-fire"));
  EXPECT_THAT(sight(caller("p-s1-fire"), Action::CaseRead).lines, ElementsAre("S1-fire"));
  EXPECT_THAT(sight(caller("p-s2-fire"), Action::CaseRead).lines, ElementsAre("S2-fire"));
}

TEST(Rights, WhoIsDisabledOrUnknownMayNothing) {
  for (const char* person : {"p-gone", "stranger"}) {
    EXPECT_THAT(actions_of(caller(person)), IsEmpty()) << person;
    const store::Sight seen = sight(caller(person), Action::CaseRead);
    EXPECT_TRUE(!seen.all && seen.person.empty() && seen.units.empty()) << person;
  }
}

TEST(Rights, TheSystemAdministratorsRoleMakesAnAdministrator) {
  EXPECT_TRUE(caller("p-sys").administrator);
  EXPECT_FALSE(caller("p-sec").administrator);
  EXPECT_TRUE(may(caller("p-sec"), Action::PermissionWrite));
  EXPECT_FALSE(may(caller("p-sys"), Action::PermissionWrite));
  EXPECT_FALSE(may(caller("p-sys"), Action::SecurityJournalRead));
}

TEST(Rights, AWorkersTokenMayFetchAndPublishAndNothingElse) {
  Caller worker = caller("p-sys");
  worker.worker = true;
  EXPECT_THAT(actions_of(worker), ElementsAre(Action::WorkerFetch, Action::MessagePublish));
  EXPECT_FALSE(sight(worker, Action::CaseRead).all);
}

TEST(Rights, ATokenForLessIsForLess) {
  Caller system = caller("p-sys");
  system.token_scope = "read";
  EXPECT_TRUE(may(system, Action::CaseRead));
  EXPECT_FALSE(may(system, Action::TaskAct));
  EXPECT_FALSE(may(system, Action::ActAs));
  system.token_scope = "work";
  EXPECT_TRUE(may(system, Action::TaskAct));
  EXPECT_TRUE(may(system, Action::CaseRead));
  EXPECT_FALSE(may(system, Action::OrgWrite));
  system.token_scope = "read,all";
  EXPECT_TRUE(may(system, Action::OrgWrite));
}

TEST(Rights, WhatIsSeenButNotToBeActedOnIsForbiddenAndTheRestHidden) {
  const auto store = store::open_memory([] { return Instant{0}; });
  const store::InstanceRow here{.id = {1}, .initiator = "p-other", .root = {1}, .unit = "C1"};
  const store::InstanceRow there{.id = {2}, .initiator = "p-other", .root = {2}, .unit = "C2"};
  const store::InstanceRow own{.id = {3}, .initiator = "p-head", .root = {3}, .unit = "C2"};
  const Caller head = caller("p-head");
  EXPECT_EQ(allowed(*store, head, Action::CaseRead, here), Decision::Allowed);
  EXPECT_EQ(allowed(*store, head, Action::CaseCancel, here), Decision::Forbidden);
  EXPECT_EQ(allowed(*store, head, Action::CaseWithdraw, here), Decision::Forbidden);
  EXPECT_EQ(allowed(*store, head, Action::CaseWithdraw, own), Decision::Allowed);
  EXPECT_EQ(allowed(*store, head, Action::CaseRead, there), Decision::Hidden);
  EXPECT_EQ(allowed(*store, head, Action::CaseCancel, there), Decision::Hidden);
}

TEST(Rights, ProtectedFieldsAreForWhoTakesPartHoweverMuchOthersSee) {
  const auto store = store::open_memory([] { return Instant{0}; });
  const store::InstanceRow row{.id = {1}, .initiator = "p-staff", .root = {1}, .unit = "C1"};
  EXPECT_TRUE(handles(*store, caller("p-staff"), row));
  EXPECT_FALSE(handles(*store, caller("p-head"), row));
  EXPECT_FALSE(handles(*store, caller("p-sys"), row));
}

TEST(Policy, AStoredRoleStandsInsteadOfTheDefaultAndOthersStay) {
  const std::string stored = R"({"roles": {"unit-head": [{"action": "case.read", "scope": "own"},
                                 {"action": "not-known-here", "scope": "all"}]}})";
  EXPECT_THAT(sight(caller("p-head", stored), Action::CaseRead).units, IsEmpty());
  EXPECT_THAT(sight(caller("p-sup", stored), Action::CaseRead).units, ElementsAre("C1"));
}

TEST(Policy, OnlyWhatDiffersFromTheDefaultIsStoredAndReadsBack) {
  Policy policy = *read_policy("", 0);
  EXPECT_EQ(write_policy(policy), R"({"roles":{}})");
  policy.roles["grid-worker"] = {{Action::CaseRead, Scope::Line}};
  policy.roles["unit-head"] = {};
  const auto back = read_policy(write_policy(policy), 3);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->roles, policy.roles);
  EXPECT_FALSE(read_policy("[]", 1));
}

TEST(Policy, TheKeysOfTheThreeAdministratorsStayApart) {
  EXPECT_THAT(grant_faults("system-administrator", {{Action::RoleGrant}}), ::testing::SizeIs(1));
  EXPECT_THAT(grant_faults("district-desk", {{Action::CaseRead}, {Action::SecurityJournalRead}}), ::testing::SizeIs(1));
  EXPECT_THAT(grant_faults("security-administrator", {{Action::RoleGrant}}), IsEmpty());
  for (const DefaultGrant& row : default_policy()) {
    EXPECT_THAT(grant_faults(row.role, {{row.action, row.scope}}), IsEmpty()) << row.role << name_of(row.action);
  }
}

TEST(Appointment, OnlyWhoGrantsRolesGrantsThemAndNobodyToThemselves) {
  const identity::Organisation before = district();
  const identity::Grant grant{"p-staff", "grid-worker", "C1"};
  EXPECT_FALSE(refused_grant(caller("p-sec"), before, grant));
  EXPECT_EQ(refused_grant(caller("p-sys"), before, grant)->fault, api::Fault::NotAllowed);
  EXPECT_EQ(refused_grant(caller("p-sec"), before, {"p-sec", "grid-worker", "C1"})->fault, api::Fault::OwnRoles);
}

TEST(Appointment, TheFirstSecurityAdministratorIsAppointedByTheSystemAdministratorAndNoOther) {
  identity::Organisation before = district();
  before.roles.erase("security-administrator");
  const Caller system = caller("p-sys", "", before);
  EXPECT_FALSE(refused_grant(system, before, {"p-sec", "security-administrator", "D"}));
  EXPECT_EQ(refused_grant(caller("p-head", "", before), before, {"p-sec", "security-administrator", "D"})->fault,
            api::Fault::NotAllowed);
  EXPECT_EQ(refused_grant(system, district(), {"p-staff", "security-administrator", "D"})->fault,
            api::Fault::NotAllowed);
}

TEST(Appointment, DisablingTheSecurityAdministratorDoesNotMakeRoomForAnother) {
  identity::Organisation before = district();
  for (identity::Person& person : before.people) person.disabled |= person.id == "p-sec";
  EXPECT_EQ(refused_grant(caller("p-sys", "", before), before, {"p-staff", "security-administrator", "D"})->fault,
            api::Fault::NotAllowed);
}

TEST(Rights, TheAccountOfAnAdministratorAddsNothingToAnotherAdministratorsRole) {
  Caller both;
  both.person = both.actor = "p-sec";
  both.administrator = true;
  give_rights(both, caller("p-sec").rights);
  EXPECT_FALSE(both.administrator);
  EXPECT_FALSE(may(both, Action::TaskForce));
}

TEST(Appointment, NobodyMakesThemselvesAHead) {
  const identity::Organisation before = district();
  identity::Organisation after = before;
  after.units["C2"].head = "p-sys";
  EXPECT_EQ(refused_appointment(caller("p-sys"), before, after)->fault, api::Fault::OwnRoles);
  after.units["C2"].head = "p-staff";
  EXPECT_FALSE(refused_appointment(caller("p-sys"), before, after));
}

TEST(Appointment, AnAdministratorWhoHasSignedInKeepsTheirOwnAccount) {
  const Caller system = caller("p-sys");
  const store::AccountRow fresh{.person = "p-sec"};
  store::AccountRow used{.person = "p-sec"};
  used.signed_in = Instant{1};
  EXPECT_FALSE(refused_takeover(system, "p-sec", std::nullopt));
  EXPECT_FALSE(refused_takeover(system, "p-sec", fresh));
  EXPECT_EQ(refused_takeover(system, "p-sec", used)->fault, api::Fault::NotAllowed);
  EXPECT_FALSE(refused_takeover(caller("p-sec"), "p-sec", used));
  EXPECT_FALSE(refused_takeover(system, "p-staff", store::AccountRow{.person = "p-staff", .signed_in = Instant{1}}));
}

TEST(ActAs, MakesTheCallerThePersonAndSaysSoInTheJournal) {
  http::RequestHead request;
  request.headers.push_back({"X-Act-As", "p-head"});
  Caller system = caller("p-sys");
  EXPECT_FALSE(act_as(request, system));
  EXPECT_EQ(system.actor, "p-sys as p-head");
  EXPECT_THAT(sight(system, Action::CaseRead).units, ElementsAre("C1"));
  EXPECT_FALSE(may(system, Action::ActAs));
  Caller staff = caller("p-staff");
  EXPECT_EQ(act_as(request, staff)->fault, api::Fault::NotAllowed);
}

TEST(ActAs, IsForNobodyWhoAdministers) {
  http::RequestHead request;
  request.headers.push_back({"X-Act-As", "p-sec"});
  Caller system = caller("p-sys");
  EXPECT_EQ(act_as(request, system)->fault, api::Fault::NotAllowed);
}

}  // namespace
}  // namespace bihuan::security
