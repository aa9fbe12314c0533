#include "api/routes.h"

#include <array>

#include "api/resources/resources.h"

namespace bihuan::api {
namespace {

namespace r = resources;
using enum security::Permission;
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
    {"POST", "/api/v1/session", Everybody, r::sign_in, "signIn", Json, 8 * kb},
    {"GET", "/api/v1/session", SignedIn, r::who_am_i, "whoAmI"},
    {"DELETE", "/api/v1/session", SignedIn, r::sign_out, "signOut"},
    {"PUT", "/api/v1/account/password", SignedIn, r::change_password, "changePassword", Json, 8 * kb},
    {"POST", "/api/v1/tokens", Administrator, r::create_token, "createToken", Json, 8 * kb, Repeat::Secret},
    {"GET", "/api/v1/tokens", Administrator, r::list_tokens, "listTokens"},
    {"DELETE", "/api/v1/tokens/{id}", Administrator, r::revoke_token, "revokeToken"},
    {"GET", "/api/v1/org", Person, r::read_organisation, "readOrganisation"},
    {"PUT", "/api/v1/org", Administrator, r::replace_organisation, "replaceOrganisation", Json, 8 * mb},
    {"GET", "/api/v1/notifications", Person, r::list_notifications, "listNotifications"},

    // definitions
    {"POST", "/api/v1/deployments", Administrator, r::deploy, "deploy", Upload, 32 * mb, Repeat::Stored},
    {"GET", "/api/v1/deployments", Person, r::list_deployments, "listDeployments"},
    {"GET", "/api/v1/deployments/{id}", Person, r::read_deployment, "readDeployment"},
    {"GET", "/api/v1/deployments/{id}/files/{name}", Person, r::read_deployed_file, "readDeployedFile"},
    {"GET", "/api/v1/processes", Person, r::list_processes, "listProcesses"},
    {"GET", "/api/v1/processes/{key}", Person, r::read_process, "readProcess"},
    {"GET", "/api/v1/processes/{key}/versions", Person, r::list_versions, "listProcessVersions"},
    {"GET", "/api/v1/processes/{key}/xml", Person, r::read_process_xml, "readProcessXml"},
    {"GET", "/api/v1/processes/{key}/start-form", Person, r::read_start_form, "readStartForm"},
    {"GET", "/api/v1/processes/{key}/statistics", Person, r::read_statistics, "readProcessStatistics"},
    {"POST", "/api/v1/processes/{key}/enable", Administrator, r::enable_process, "enableProcess", Json, no_body,
     Repeat::Stored},
    {"POST", "/api/v1/processes/{key}/disable", Administrator, r::disable_process, "disableProcess", Json, no_body,
     Repeat::Stored},
    {"GET", "/api/v1/decisions", Person, r::list_decisions, "listDecisions"},
    {"GET", "/api/v1/decisions/{id}/xml", Person, r::read_decision_xml, "readDecisionXml"},
    {"POST", "/api/v1/decisions/{id}/evaluate", Person, r::evaluate_decision, "evaluateDecision", Json, mb,
     Repeat::Stored},
    {"GET", "/api/v1/decisions/{id}/analysis", Person, r::read_decision_analysis, "readDecisionAnalysis"},
    {"GET", "/api/v1/forms", Person, r::list_forms, "listForms"},
    {"GET", "/api/v1/forms/{id}", Person, r::read_form, "readForm"},
    {"GET", "/api/v1/calendars", Person, r::list_calendars, "listCalendars"},
    {"GET", "/api/v1/calendars/{id}", Person, r::read_calendar, "readCalendar"},

    // instances
    {"POST", "/api/v1/instances", Person, r::start_instance, "startInstance", Json, 4 * mb, Repeat::Host},
    {"GET", "/api/v1/instances", Person, r::list_instances, "listInstances"},
    {"GET", "/api/v1/instances/{id}", Person, r::read_instance, "readInstance"},
    {"GET", "/api/v1/instances/{id}/children", Person, r::list_children, "listInstanceChildren"},
    {"GET", "/api/v1/instances/{id}/variables", Person, r::read_variables, "readVariables"},
    {"PATCH", "/api/v1/instances/{id}/variables", Administrator, r::set_variables, "setVariables", Json, 4 * mb},
    {"POST", "/api/v1/instances/{id}/suspend", Administrator, r::suspend_instance, "suspendInstance", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/instances/{id}/resume", Administrator, r::resume_instance, "resumeInstance", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/instances/{id}/cancel", Administrator, r::cancel_instance, "cancelInstance", Json, no_body,
     Repeat::Host},

    // tasks
    {"GET", "/api/v1/tasks", Person, r::list_tasks, "listTasks"},
    {"GET", "/api/v1/tasks/{id}", Person, r::read_task, "readTask"},
    {"GET", "/api/v1/tasks/{id}/form", Person, r::read_task_form, "readTaskForm"},
    {"POST", "/api/v1/tasks/{id}/claim", Person, r::claim_task, "claimTask", Json, no_body, Repeat::Host},
    {"POST", "/api/v1/tasks/{id}/unclaim", Person, r::unclaim_task, "unclaimTask", Json, no_body, Repeat::Host},
    {"POST", "/api/v1/tasks/{id}/transfer", Person, r::transfer_task, "transferTask", Json, no_body, Repeat::Host},
    {"POST", "/api/v1/tasks/{id}/complete", Person, r::complete_task, "completeTask", Json, 4 * mb, Repeat::Host},
    {"POST", "/api/v1/attachments", Person, r::upload_attachment, "uploadAttachment", Anything, 20 * mb,
     Repeat::Stored},
    {"GET", "/api/v1/attachments/{id}", Person, r::read_attachment, "readAttachment"},

    // machines
    {"GET", "/api/v1/jobs", Administrator, r::list_jobs, "listJobs"},
    {"POST", "/api/v1/external-tasks/fetch-and-lock", Worker, r::fetch_and_lock, "fetchAndLock", Json, no_body,
     Repeat::Stored},
    {"POST", "/api/v1/external-tasks/{id}/complete", Worker, r::complete_external, "completeExternalTask", Json, 4 * mb,
     Repeat::Host},
    {"POST", "/api/v1/external-tasks/{id}/fail", Worker, r::fail_external, "failExternalTask", Json, no_body,
     Repeat::Host},
    {"POST", "/api/v1/external-tasks/{id}/bpmn-error", Worker, r::throw_external_error, "throwExternalTaskError", Json,
     4 * mb, Repeat::Host},
    {"POST", "/api/v1/external-tasks/{id}/extend", Worker, r::extend_external, "extendExternalTask", Json, no_body,
     Repeat::Stored},
    {"POST", "/api/v1/messages", Worker, r::publish_message, "publishMessage", Json, 4 * mb, Repeat::Host},
    {"POST", "/api/v1/signals", Administrator, r::broadcast_signal, "broadcastSignal", Json, 4 * mb, Repeat::Host},
    {"GET", "/api/v1/incidents", Administrator, r::list_incidents, "listIncidents"},
    {"GET", "/api/v1/incidents/{id}", Administrator, r::read_incident, "readIncident"},
    {"POST", "/api/v1/incidents/{id}/retry", Administrator, r::retry_incident, "retryIncident", Json, no_body,
     Repeat::Host},

    // the record
    {"GET", "/api/v1/history/instances/{id}/journal", Person, r::read_journal, "readJournal"},
    {"GET", "/api/v1/history/instances/{id}/verify", Person, r::verify_instance, "verifyInstance"},
    {"GET", "/api/v1/history/verify", Administrator, r::verify_everything, "verifyEverything"},
    {"GET", "/api/v1/history/tasks", Person, r::list_done_tasks, "listDoneTasks"},
});

}  // namespace

std::span<const Route> routes() {
  return table;
}

}  // namespace bihuan::api
