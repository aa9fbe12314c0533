// Names every handler of the Camunda 7 REST dialect, file by file. Which address leads to which is routes.cpp.
#pragma once

#include "api/call.h"

namespace bihuan::compat {

// activity_tree.cpp
api::Answer read_activity_instances(const api::Call& call);

// decisions.cpp
api::Answer list_decision_definitions(const api::Call& call);
api::Answer read_decision_definition(const api::Call& call);
api::Answer read_decision_definition_xml(const api::Call& call);
api::Answer evaluate_decision_definition(const api::Call& call);

// deployments.cpp
api::Answer create_deployment(const api::Call& call);
api::Answer list_deployments(const api::Call& call);
api::Answer count_deployments(const api::Call& call);
api::Answer read_deployment(const api::Call& call);
api::Answer list_deployment_resources(const api::Call& call);
api::Answer read_deployment_resource(const api::Call& call);
api::Answer read_deployment_data(const api::Call& call);
api::Answer delete_deployment(const api::Call& call);

// engine_info.cpp
api::Answer list_engines(const api::Call& call);
api::Answer read_version(const api::Call& call);
api::Answer verify_identity(const api::Call& call);
api::Answer read_identity_groups(const api::Call& call);

// event_subscriptions.cpp
api::Answer list_event_subscriptions(const api::Call& call);
api::Answer count_event_subscriptions(const api::Call& call);

// executions.cpp
api::Answer list_executions(const api::Call& call);
api::Answer count_executions(const api::Call& call);
api::Answer read_execution(const api::Call& call);
api::Answer signal_execution(const api::Call& call);
api::Answer trigger_execution_message(const api::Call& call);
api::Answer read_execution_subscription(const api::Call& call);

// external_fetch.cpp
api::Answer fetch_and_lock(const api::Call& call);

// external_tasks.cpp
api::Answer list_external_tasks(const api::Call& call);
api::Answer count_external_tasks(const api::Call& call);
api::Answer read_external_task(const api::Call& call);
api::Answer read_external_task_error(const api::Call& call);

// external_task_acts.cpp
api::Answer complete_external_task(const api::Call& call);
api::Answer fail_external_task(const api::Call& call);
api::Answer throw_external_task_error(const api::Call& call);
api::Answer extend_external_task_lock(const api::Call& call);
api::Answer lock_external_task(const api::Call& call);
api::Answer unlock_external_task(const api::Call& call);
api::Answer set_external_task_retries(const api::Call& call);
api::Answer set_external_tasks_retries(const api::Call& call);
api::Answer set_external_task_priority(const api::Call& call);

// history_acts.cpp
api::Answer list_past_tasks(const api::Call& call);
api::Answer count_past_tasks(const api::Call& call);
api::Answer list_user_operations(const api::Call& call);
api::Answer count_user_operations(const api::Call& call);

// history_cases_list.cpp
api::Answer list_past_instances(const api::Call& call);
api::Answer count_past_instances(const api::Call& call);
api::Answer read_past_instance(const api::Call& call);

// history_inside.cpp
api::Answer list_past_activities(const api::Call& call);
api::Answer count_past_activities(const api::Call& call);
api::Answer list_past_variables(const api::Call& call);
api::Answer count_past_variables(const api::Call& call);

// incidents.cpp
api::Answer list_incidents(const api::Call& call);
api::Answer count_incidents(const api::Call& call);
api::Answer read_incident(const api::Call& call);
api::Answer resolve_incident(const api::Call& call);

// jobs.cpp
api::Answer list_jobs(const api::Call& call);
api::Answer count_jobs(const api::Call& call);
api::Answer read_job(const api::Call& call);
api::Answer execute_job(const api::Call& call);
api::Answer set_job_retries(const api::Call& call);
api::Answer set_job_due(const api::Call& call);
api::Answer set_job_priority(const api::Call& call);
api::Answer suspend_job(const api::Call& call);
api::Answer read_job_stacktrace(const api::Call& call);

// messages.cpp
api::Answer correlate_message(const api::Call& call);
api::Answer throw_signal(const api::Call& call);
api::Answer evaluate_conditions(const api::Call& call);

// modification.cpp
api::Answer modify_process_instance(const api::Call& call);

// process_definitions.cpp
api::Answer list_process_definitions(const api::Call& call);
api::Answer count_process_definitions(const api::Call& call);
api::Answer read_process_definition(const api::Call& call);
api::Answer read_process_definition_xml(const api::Call& call);
api::Answer read_process_definition_start_form(const api::Call& call);
api::Answer start_process_instance(const api::Call& call);
api::Answer suspend_process_definition(const api::Call& call);
api::Answer read_process_definition_statistics(const api::Call& call);
api::Answer read_activity_statistics(const api::Call& call);

// process_instances.cpp
api::Answer list_process_instances(const api::Call& call);
api::Answer count_process_instances(const api::Call& call);
api::Answer read_process_instance(const api::Call& call);
api::Answer delete_process_instance(const api::Call& call);
api::Answer suspend_process_instance(const api::Call& call);

// task_acts.cpp
api::Answer claim_task(const api::Call& call);
api::Answer unclaim_task(const api::Call& call);
api::Answer assign_task(const api::Call& call);
api::Answer delegate_task(const api::Call& call);
api::Answer resolve_task(const api::Call& call);
api::Answer complete_task(const api::Call& call);
api::Answer submit_task_form(const api::Call& call);
api::Answer update_task(const api::Call& call);
api::Answer add_identity_link(const api::Call& call);
api::Answer delete_identity_link(const api::Call& call);
api::Answer throw_task_error(const api::Call& call);
api::Answer throw_task_escalation(const api::Call& call);

// tasks.cpp
api::Answer list_tasks(const api::Call& call);
api::Answer count_tasks(const api::Call& call);
api::Answer read_task(const api::Call& call);
api::Answer read_task_form(const api::Call& call);
api::Answer read_task_form_variables(const api::Call& call);
api::Answer list_identity_links(const api::Call& call);

// variables.cpp
api::Answer read_instance_variables(const api::Call& call);
api::Answer read_instance_variable(const api::Call& call);
api::Answer change_instance_variables(const api::Call& call);
api::Answer put_instance_variable(const api::Call& call);
api::Answer delete_instance_variable(const api::Call& call);
api::Answer read_execution_variables(const api::Call& call);
api::Answer read_execution_variable(const api::Call& call);
api::Answer change_execution_variables(const api::Call& call);
api::Answer put_execution_variable(const api::Call& call);
api::Answer delete_execution_variable(const api::Call& call);
api::Answer read_task_variables(const api::Call& call);
api::Answer read_task_variable(const api::Call& call);
api::Answer change_task_variables(const api::Call& call);
api::Answer put_task_variable(const api::Call& call);
api::Answer delete_task_variable(const api::Call& call);
api::Answer read_task_local_variables(const api::Call& call);
api::Answer read_task_local_variable(const api::Call& call);
api::Answer change_task_local_variables(const api::Call& call);
api::Answer put_task_local_variable(const api::Call& call);
api::Answer delete_task_local_variable(const api::Call& call);

}  // namespace bihuan::compat
