#include "api/security/default_policy.h"

#include <array>

namespace bihuan::security {
namespace {

using enum Action;
using enum Scope;

constexpr std::string_view system_admin = "system-administrator", security_admin = "security-administrator",
                           audit_admin = "audit-administrator", desk = "district-desk",
                           inspector = "supervision-inspector", designer = "process-designer";

constexpr auto table = std::to_array<DefaultGrant>({
    // every member of staff
    {role_staff, TaskAct, Own},
    {role_staff, CaseRead, Own},
    {role_staff, CaseStart},
    {role_staff, CaseWithdraw, Own},
    {role_staff, CaseMessage, Own},
    {role_staff, RecordRead, Own},
    {role_staff, RecordVerify, Own},
    {role_staff, RecordExport, Own},
    {role_staff, DefinitionRead},
    {role_staff, OrgRead},

    // who heads a unit sees its ground; the head of a department, its line
    {role_head, CaseRead, UnitAndBelow},
    {role_head, CaseRead, Line},
    {role_head, CaseWatch, UnitAndBelow},
    {role_head, RecordRead, UnitAndBelow},
    {role_head, RecordRead, Line},
    {role_head, RecordVerify, UnitAndBelow},
    {role_head, RecordExport, UnitAndBelow},
    {role_leader, CaseRead, UnitAndBelow},
    {role_leader, CaseRead, Line},
    {role_leader, RecordRead, UnitAndBelow},
    {role_leader, RecordRead, Line},

    // who handles for a unit
    {"community-handler", CaseRead, UnitAndBelow},
    {"community-convener", CaseRead, UnitAndBelow},
    {"street-grader", CaseRead, UnitAndBelow},
    {"street-approver", CaseRead, UnitAndBelow},
    {"street-approver", RecordRead, UnitAndBelow},
    {"street-safety-officer", CaseRead, UnitAndBelow},
    {"street-convener", CaseRead, UnitAndBelow},
    {"department-handler", CaseRead, Line},
    {"district-convener", CaseRead, UnitAndBelow},
    {"district-approver", CaseRead, UnitAndBelow},

    // who supervises: the ground that the group inspects
    {inspector, CaseRead, UnitAndBelow},
    {inspector, CaseWatch, UnitAndBelow},
    {inspector, RecordRead, UnitAndBelow},
    {inspector, RecordVerify, UnitAndBelow},
    {inspector, RecordExport, UnitAndBelow},

    // the district's desk
    {desk, CaseRead},
    {desk, CaseWatch},
    {desk, CaseMessage},
    {desk, RecordRead},
    {desk, RecordVerify},
    {desk, RecordExport},

    {designer, DefinitionWrite},
    {designer, DefinitionEnable},
    {designer, CalendarWrite},

    // keeps the program running: sees what is stuck, mends it
    {system_admin, TaskAct},
    {system_admin, TaskForce},
    {system_admin, CaseRead},
    {system_admin, CaseWatch},
    {system_admin, CaseStart},
    {system_admin, CaseWithdraw},
    {system_admin, CaseMessage},
    {system_admin, CaseSuspend},
    {system_admin, CaseCancel},
    {system_admin, CaseEdit},
    {system_admin, DefinitionRead},
    {system_admin, DefinitionWrite},
    {system_admin, DefinitionEnable},
    {system_admin, CalendarWrite},
    {system_admin, IncidentRead},
    {system_admin, IncidentRetry},
    {system_admin, JobRead},
    {system_admin, RecordRead},
    {system_admin, RecordVerify},
    {system_admin, RecordVerifyAll},
    {system_admin, OrgRead},
    {system_admin, OrgWrite},
    {system_admin, OrgImport},
    {system_admin, AccountManage},
    {system_admin, SessionRead},
    {system_admin, SessionEnd},
    {system_admin, TokenManage},
    {system_admin, LogRead},
    {system_admin, ActAs},
    {system_admin, WorkerFetch},
    {system_admin, MessagePublish},
    {system_admin, SignalBroadcast},

    // says who may do what, and does nothing else
    {security_admin, OrgRead},
    {security_admin, PermissionRead},
    {security_admin, PermissionWrite},
    {security_admin, RoleGrant},
    {security_admin, SessionRead},
    {security_admin, SessionEnd},

    // reads what the others did
    {audit_admin, OrgRead},
    {audit_admin, PermissionRead},
    {audit_admin, RecordRead},
    {audit_admin, RecordVerify},
    {audit_admin, RecordVerifyAll},
    {audit_admin, SessionRead},
    {audit_admin, SecurityJournalRead},
});

}  // namespace

std::span<const DefaultGrant> default_policy() {
  return table;
}

}  // namespace bihuan::security
