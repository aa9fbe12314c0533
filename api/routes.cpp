#include "api/routes.h"

#include <array>
#include <vector>

#include "api/compat/routes.h"
#include "api/resources/resources.h"

namespace bihuan::api {
namespace {

namespace r = resources;
using enum security::Action;
using enum Content;

constexpr std::size_t kb = 1024, mb = 1024 * kb;
constexpr std::size_t no_body = 64 * kb;

constexpr std::array table = std::to_array<Route>({
    // operations
    {"GET", "/livez", Everybody, r::livez, "livez"},
    {"GET", "/readyz", Everybody, r::readyz, "readyz"},
    {"GET", "/metrics", Everybody, r::metrics, "metrics"},
    {"GET", "/version", Everybody, r::version, "version"},
    {"GET", "/coverage", Everybody, r::coverage, "coverage"},
    {"GET", "/openapi.yaml", Everybody, r::openapi, "openapi"},
    {"GET", "/api", Everybody, r::api_page, "apiPage"},
    {"GET", "/api/style.css", Everybody, r::api_style, "apiStyle"},

    // who is there
    {"GET", "/oidc/login", Everybody, r::oidc_login, "oidcLogin"},
    {"GET", "/oidc/callback", Everybody, r::oidc_callback, "oidcCallback"},
    {"GET", "/api/v1/sign-in", Everybody, r::sign_in_choices, "signInChoices"},
    {"POST", "/api/v1/session", Everybody, r::sign_in, "signIn", Json, 8 * kb},
    {"GET", "/api/v1/session", SignedIn, r::who_am_i, "whoAmI"},
    {"DELETE", "/api/v1/session", SignedIn, r::sign_out, "signOut"},
    {"PUT", "/api/v1/account/password", SignedIn, r::change_password, "changePassword", Json, 8 * kb},
    {"GET", "/api/v1/account/sessions", SignedIn, r::list_own_sessions, "listOwnSessions"},
    {"DELETE", "/api/v1/account/sessions/{id}", SignedIn, r::end_own_session, "endOwnSession"},
    {"GET", "/api/v1/account/tokens", Person, r::list_own_tokens, "listOwnTokens"},
    {"POST", "/api/v1/account/tokens", Person, r::create_own_token, "createOwnToken", Json, 8 * kb, Repeat::Secret},
    {"DELETE", "/api/v1/account/tokens/{id}", Person, r::revoke_own_token, "revokeOwnToken"},
    {"GET", "/api/v1/accounts", AccountManage, r::list_accounts, "listAccounts"},
    {"PUT", "/api/v1/accounts/{person}", AccountManage, r::change_account, "changeAccount", Json, 8 * kb},
    {"POST", "/api/v1/accounts/{person}/one-time-password", AccountManage, r::give_one_time_password,
     "giveOneTimePassword", Json, 8 * kb, Repeat::Secret},
    {"POST", "/api/v1/accounts/{person}/disable", AccountManage, r::disable_account, "disableAccount", Json, 8 * kb,
     Repeat::Stored},
    {"POST", "/api/v1/accounts/{person}/enable", AccountManage, r::enable_account, "enableAccount", Json, 8 * kb,
     Repeat::Stored},
    {"GET", "/api/v1/sessions", SessionRead, r::list_sessions, "listSessions"},
    {"DELETE", "/api/v1/sessions/{id}", SessionEnd, r::end_session, "endSession"},
    {"GET", "/api/v1/security-journal", SecurityJournalRead, r::list_security_journal, "listSecurityJournal"},
    {"GET", "/api/v1/security-journal/verify", SecurityJournalRead, r::verify_security_journal,
     "verifySecurityJournal"},
    {"GET", "/api/v1/security-journal/export", SecurityJournalRead, r::export_security_journal,
     "exportSecurityJournal"},
    {"POST", "/api/v1/tokens", TokenManage, r::create_token, "createToken", Json, 8 * kb, Repeat::Secret},
    {"GET", "/api/v1/tokens", TokenManage, r::list_tokens, "listTokens"},
    {"DELETE", "/api/v1/tokens/{id}", TokenManage, r::revoke_token, "revokeToken"},
    {"GET", "/api/v1/org", OrgRead, r::read_organisation, "readOrganisation"},
    {"PUT", "/api/v1/org", OrgImport, r::replace_organisation, "replaceOrganisation", Json, 8 * mb},
    {"POST", "/api/v1/org/units", OrgWrite, r::add_unit, "addUnit", Json, 8 * kb, Repeat::Stored},
    {"PATCH", "/api/v1/org/units/{id}", OrgWrite, r::change_unit, "changeUnit", Json, 8 * kb},
    {"DELETE", "/api/v1/org/units/{id}", OrgWrite, r::remove_unit, "removeUnit"},
    {"POST", "/api/v1/org/people", OrgWrite, r::add_person, "addPerson", Json, 8 * kb, Repeat::Stored},
    {"PATCH", "/api/v1/org/people/{id}", OrgWrite, r::change_person, "changePerson", Json, 8 * kb},
    {"PUT", "/api/v1/org/people/{id}/roles", OrgRead, r::put_roles, "putRoles", Json, no_body},
    {"PUT", "/api/v1/org/groups/{id}", OrgWrite, r::put_group, "putGroup", Json, no_body},
    {"GET", "/api/v1/org/template", OrgImport, r::organisation_template, "organisationTemplate"},
    {"GET", "/api/v1/org/export", OrgImport, r::export_organisation, "exportOrganisation"},
    {"POST", "/api/v1/org/import", OrgImport, r::import_organisation, "importOrganisation", Upload, 8 * mb,
     Repeat::Stored},
    {"GET", "/api/v1/people", OrgRead, r::find_people, "findPeople"},
    {"GET", "/api/v1/permissions", PermissionRead, r::read_permissions, "readPermissions"},
    {"PUT", "/api/v1/permissions/{role}", PermissionWrite, r::put_permissions, "putPermissions", Json, no_body},
    {"GET", "/api/v1/notifications", Person, r::list_notifications, "listNotifications"},
    {"POST", "/api/v1/notifications/{id}/read", Person, r::read_notification, "readNotification", Json, no_body,
     Repeat::Stored},
    {"POST", "/api/v1/notifications/read-all", Person, r::read_all_notifications, "readAllNotifications", Json, no_body,
     Repeat::Stored},
    {"GET", "/api/v1/account/documents/{kind}", Person, r::list_documents, "listDocuments"},
    {"GET", "/api/v1/account/documents/{kind}/{name}", Person, r::read_document, "readDocument"},
    {"PUT", "/api/v1/account/documents/{kind}/{name}", Person, r::save_document, "saveDocument", Json, 256 * kb},
    {"DELETE", "/api/v1/account/documents/{kind}/{name}", Person, r::remove_document, "removeDocument"},
    {"GET", "/api/v1/events", Person, r::listen, "listen"},

    // definitions
    {"POST", "/api/v1/deployments", CalendarWrite, r::deploy, "deploy", Upload, 32 * mb, Repeat::Stored},
    {"GET", "/api/v1/deployments", DefinitionRead, r::list_deployments, "listDeployments"},
    {"GET", "/api/v1/deployments/{id}", DefinitionRead, r::read_deployment, "readDeployment"},
    {"GET", "/api/v1/deployments/{id}/files/{name}", DefinitionRead, r::read_deployed_file, "readDeployedFile"},
    {"GET", "/api/v1/processes", DefinitionRead, r::list_processes, "listProcesses"},
    {"GET", "/api/v1/processes/{key}", DefinitionRead, r::read_process, "readProcess"},
    {"GET", "/api/v1/processes/{key}/versions", DefinitionRead, r::list_versions, "listProcessVersions"},
    {"GET", "/api/v1/processes/{key}/xml", DefinitionRead, r::read_process_xml, "readProcessXml"},
    {"GET", "/api/v1/processes/{key}/start-form", CaseStart, r::read_start_form, "readStartForm"},
    {"GET", "/api/v1/processes/{key}/statistics", CaseWatch, r::read_statistics, "readProcessStatistics"},
    {"POST", "/api/v1/processes/{key}/enable", DefinitionEnable, r::enable_process, "enableProcess", Json, no_body,
     Repeat::Stored},
    {"POST", "/api/v1/processes/{key}/disable", DefinitionEnable, r::disable_process, "disableProcess", Json, no_body,
     Repeat::Stored},
    {"GET", "/api/v1/decisions", DefinitionRead, r::list_decisions, "listDecisions"},
    {"GET", "/api/v1/decisions/{id}/versions", DefinitionRead, r::list_decision_versions, "listDecisionVersions"},
    {"GET", "/api/v1/decisions/{id}/xml", DefinitionRead, r::read_decision_xml, "readDecisionXml"},
    {"POST", "/api/v1/decisions/{id}/evaluate", DefinitionRead, r::evaluate_decision, "evaluateDecision", Json, mb,
     Repeat::Stored},
    {"GET", "/api/v1/decisions/{id}/analysis", DefinitionRead, r::read_decision_analysis, "readDecisionAnalysis"},
    {"GET", "/api/v1/forms", DefinitionRead, r::list_forms, "listForms"},
    {"GET", "/api/v1/forms/{id}", DefinitionRead, r::read_form, "readForm"},
    {"GET", "/api/v1/forms/{id}/versions", DefinitionRead, r::list_form_versions, "listFormVersions"},
    {"GET", "/api/v1/calendars", DefinitionRead, r::list_calendars, "listCalendars"},
    {"GET", "/api/v1/calendars/{id}", DefinitionRead, r::read_calendar, "readCalendar"},
    {"GET", "/api/v1/calendars/{id}/versions", DefinitionRead, r::list_calendar_versions, "listCalendarVersions"},
    {"POST", "/api/v1/calendars/{id}/preview", DefinitionRead, r::preview_calendar, "previewCalendar", Json, no_body,
     Repeat::Stored},

    // design
    {"POST", "/api/v1/design/feel", DefinitionWrite, r::check_feel, "checkFeel", Json, 256 * kb, Repeat::Stored},
    {"POST", "/api/v1/design/feel/evaluate", DefinitionWrite, r::evaluate_feel, "evaluateFeel", Json, mb,
     Repeat::Stored},
    {"POST", "/api/v1/design/decisions/evaluate", DefinitionWrite, r::evaluate_drawn_decision, "evaluateDrawnDecision",
     Json, 4 * mb, Repeat::Stored},
    {"POST", "/api/v1/design/scenarios", DefinitionWrite, r::run_scenarios, "runScenarios", Upload, 8 * mb,
     Repeat::Stored},
    {"GET", "/api/v1/design/choices", DefinitionWrite, r::list_choices, "listChoices"},

    // instances
    {"POST", "/api/v1/instances", CaseStart, r::start_instance, "startInstance", Json, 4 * mb, Repeat::Host},
    {"GET", "/api/v1/instances", CaseRead, r::list_instances, "listInstances"},
    {"GET", "/api/v1/startable", CaseStart, r::list_startable, "listStartable"},
    {"GET", "/api/v1/instances/{id}", CaseRead, r::read_instance, "readInstance"},
    {"GET", "/api/v1/instances/{id}/children", CaseRead, r::list_children, "listInstanceChildren"},
    {"GET", "/api/v1/instances/{id}/variables", CaseRead, r::read_variables, "readVariables"},
    {"GET", "/api/v1/instances/{id}/progress", CaseRead, r::read_progress, "readProgress"},
    {"PATCH", "/api/v1/instances/{id}/variables", CaseEdit, r::set_variables, "setVariables", Json, 4 * mb},
    {"POST", "/api/v1/instances/{id}/suspend", CaseSuspend, r::suspend_instance, "suspendInstance", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/instances/{id}/resume", CaseSuspend, r::resume_instance, "resumeInstance", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/instances/{id}/cancel", CaseCancel, r::cancel_instance, "cancelInstance", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/instances/{id}/withdraw", CaseWithdraw, r::withdraw_instance, "withdrawInstance", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/instances/{id}/message", CaseMessage, r::send_case_message, "sendCaseMessage", Json, mb,
     Repeat::Host},
    {"GET", "/api/v1/instances/{id}/changeable", CaseRead, r::read_changeable, "readChangeable"},
    {"POST", "/api/v1/instances/{id}/iterations", CaseEdit, r::change_iterations, "changeIterations", Json, 4 * mb,
     Repeat::Host},
    {"POST", "/api/v1/instances/{id}/ad-hoc", CaseEdit, r::change_ad_hoc, "changeAdHoc", Json, 4 * mb, Repeat::Host},
    {"POST", "/api/v1/instances/{id}/modify", CaseEdit, r::modify_instance, "modifyInstance", Json, 4 * mb,
     Repeat::Host},

    // tasks
    {"GET", "/api/v1/tasks", TaskAct, r::list_tasks, "listTasks"},
    {"GET", "/api/v1/tasks/counts", TaskAct, r::count_tasks, "countTasks"},
    {"POST", "/api/v1/tasks/claim", TaskAct, r::claim_tasks, "claimTasks", Json, no_body, Repeat::Stored},
    {"GET", "/api/v1/tasks/{id}", CaseRead, r::read_task, "readTask"},
    {"GET", "/api/v1/tasks/{id}/form", CaseRead, r::read_task_form, "readTaskForm"},
    {"POST", "/api/v1/tasks/{id}/claim", TaskAct, r::claim_task, "claimTask", Json, no_body, Repeat::Host},
    {"POST", "/api/v1/tasks/{id}/unclaim", TaskAct, r::unclaim_task, "unclaimTask", Json, no_body, Repeat::Host},
    {"POST", "/api/v1/tasks/{id}/transfer", TaskAct, r::transfer_task, "transferTask", Json, no_body, Repeat::Host},
    {"POST", "/api/v1/tasks/{id}/complete", TaskAct, r::complete_task, "completeTask", Json, 4 * mb, Repeat::Host},
    {"POST", "/api/v1/attachments", TaskAct, r::upload_attachment, "uploadAttachment", Anything, 20 * mb,
     Repeat::Stored},
    {"GET", "/api/v1/attachments/{id}", CaseRead, r::read_attachment, "readAttachment"},

    // machines
    {"GET", "/api/v1/jobs", JobRead, r::list_jobs, "listJobs"},
    {"POST", "/api/v1/external-tasks/fetch-and-lock", WorkerFetch, r::fetch_and_lock, "fetchAndLock", Json, no_body,
     Repeat::Stored},
    {"POST", "/api/v1/external-tasks/{id}/complete", WorkerFetch, r::complete_external, "completeExternalTask", Json,
     4 * mb, Repeat::Host},
    {"POST", "/api/v1/external-tasks/{id}/fail", WorkerFetch, r::fail_external, "failExternalTask", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/external-tasks/{id}/bpmn-error", WorkerFetch, r::throw_external_error, "throwExternalTaskError",
     Json, 4 * mb, Repeat::Host},
    {"POST", "/api/v1/external-tasks/{id}/extend", WorkerFetch, r::extend_external, "extendExternalTask", Json, no_body,
     Repeat::Stored},
    {"POST", "/api/v1/messages", MessagePublish, r::publish_message, "publishMessage", Json, 4 * mb, Repeat::Host},
    {"POST", "/api/v1/signals", SignalBroadcast, r::broadcast_signal, "broadcastSignal", Json, 4 * mb, Repeat::Host},
    {"GET", "/api/v1/incidents", IncidentRead, r::list_incidents, "listIncidents"},
    {"GET", "/api/v1/incidents/{id}", IncidentRead, r::read_incident, "readIncident"},
    {"POST", "/api/v1/incidents/{id}/retry", IncidentRetry, r::retry_incident, "retryIncident", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/incidents/retry", IncidentRetry, r::retry_incidents, "retryIncidents", Json, no_body,
     Repeat::Stored},

    // the record
    {"GET", "/api/v1/history/instances/{id}/journal", RecordRead, r::read_journal, "readJournal"},
    {"GET", "/api/v1/history/instances/{id}/verify", RecordVerify, r::verify_instance, "verifyInstance"},
    {"GET", "/api/v1/history/verify", RecordVerifyAll, r::verify_everything, "verifyEverything"},
    {"GET", "/api/v1/history/tasks", RecordRead, r::list_done_tasks, "listDoneTasks"},
    {"GET", "/api/v1/history/instances/{id}/story", RecordRead, r::read_story, "readStory"},
    {"GET", "/api/v1/history/instances/{id}/as-of", RecordRead, r::read_as_of, "readAsOf"},
    {"GET", "/api/v1/history/instances/{id}/export", RecordExport, r::export_case, "exportCase"},
    {"GET", "/api/v1/history/acts", RecordRead, r::list_acts, "listActs"},
    {"GET", "/api/v1/history/acts/export", RecordExport, r::export_acts, "exportActs"},
    {"GET", "/api/v1/history/holding", RecordRead, r::list_holding, "listHolding"},

    // the node
    {"GET", "/api/v1/log", LogRead, r::read_log, "readLog"},
    {"GET", "/api/v1/system", LogRead, r::read_system, "readSystem"},
});

}  // namespace

std::span<const Route> routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> made(table.begin(), table.end());
    made.insert(made.end(), compat::routes().begin(), compat::routes().end());
    return made;
  }();
  return all;
}

}  // namespace bihuan::api
