// Names every handler that a route leads to (api/routes.cpp), file by file. It decides nothing itself.
#pragma once

#include "api/call.h"

namespace bihuan::resources {

// operations.cpp
api::Answer livez(const api::Call& call);
api::Answer readyz(const api::Call& call);
api::Answer metrics(const api::Call& call);
api::Answer version(const api::Call& call);
api::Answer coverage(const api::Call& call);
api::Answer openapi(const api::Call& call);
api::Answer api_page(const api::Call& call);
api::Answer api_style(const api::Call& call);

// session.cpp
api::Answer sign_in_choices(const api::Call& call);
api::Answer sign_in(const api::Call& call);
api::Answer who_am_i(const api::Call& call);
api::Answer sign_out(const api::Call& call);
api::Answer change_password(const api::Call& call);

// provider_sign_in.cpp
api::Answer oidc_login(const api::Call& call);
api::Answer oidc_callback(const api::Call& call);

// tokens.cpp
api::Answer create_token(const api::Call& call);
api::Answer list_tokens(const api::Call& call);
api::Answer revoke_token(const api::Call& call);
api::Answer create_own_token(const api::Call& call);
api::Answer list_own_tokens(const api::Call& call);
api::Answer revoke_own_token(const api::Call& call);

// sessions.cpp
api::Answer list_own_sessions(const api::Call& call);
api::Answer end_own_session(const api::Call& call);
api::Answer list_sessions(const api::Call& call);
api::Answer end_session(const api::Call& call);

// accounts.cpp
api::Answer list_accounts(const api::Call& call);
api::Answer change_account(const api::Call& call);
api::Answer give_one_time_password(const api::Call& call);
api::Answer disable_account(const api::Call& call);
api::Answer enable_account(const api::Call& call);

// security_journal.cpp
api::Answer list_security_journal(const api::Call& call);
api::Answer verify_security_journal(const api::Call& call);
api::Answer export_security_journal(const api::Call& call);

// organisation.cpp
api::Answer read_organisation(const api::Call& call);
api::Answer replace_organisation(const api::Call& call);
api::Answer find_people(const api::Call& call);

// organisation_edits.cpp
api::Answer add_unit(const api::Call& call);
api::Answer change_unit(const api::Call& call);
api::Answer remove_unit(const api::Call& call);
api::Answer add_person(const api::Call& call);
api::Answer change_person(const api::Call& call);
api::Answer put_roles(const api::Call& call);
api::Answer put_group(const api::Call& call);

// organisation_files.cpp
api::Answer organisation_template(const api::Call& call);
api::Answer export_organisation(const api::Call& call);
api::Answer import_organisation(const api::Call& call);

// permissions.cpp
api::Answer read_permissions(const api::Call& call);
api::Answer put_permissions(const api::Call& call);

// notifications.cpp
api::Answer list_notifications(const api::Call& call);
api::Answer read_notification(const api::Call& call);
api::Answer read_all_notifications(const api::Call& call);

// documents.cpp
api::Answer list_documents(const api::Call& call);
api::Answer read_document(const api::Call& call);
api::Answer save_document(const api::Call& call);
api::Answer remove_document(const api::Call& call);

// events.cpp
api::Answer listen(const api::Call& call);

// system.cpp
api::Answer read_log(const api::Call& call);
api::Answer read_system(const api::Call& call);

// deployments.cpp
api::Answer deploy(const api::Call& call);
api::Answer list_deployments(const api::Call& call);
api::Answer read_deployment(const api::Call& call);
api::Answer read_deployed_file(const api::Call& call);

// processes.cpp
api::Answer list_processes(const api::Call& call);
api::Answer read_process(const api::Call& call);
api::Answer list_versions(const api::Call& call);
api::Answer read_process_xml(const api::Call& call);
api::Answer read_start_form(const api::Call& call);
api::Answer enable_process(const api::Call& call);
api::Answer disable_process(const api::Call& call);

// statistics.cpp
api::Answer read_statistics(const api::Call& call);

// decisions.cpp
api::Answer list_decisions(const api::Call& call);
api::Answer list_decision_versions(const api::Call& call);
api::Answer read_decision_xml(const api::Call& call);
api::Answer evaluate_decision(const api::Call& call);
api::Answer read_decision_analysis(const api::Call& call);

// forms.cpp
api::Answer list_forms(const api::Call& call);
api::Answer read_form(const api::Call& call);
api::Answer list_form_versions(const api::Call& call);

// calendars.cpp
api::Answer list_calendars(const api::Call& call);
api::Answer read_calendar(const api::Call& call);
api::Answer list_calendar_versions(const api::Call& call);
api::Answer preview_calendar(const api::Call& call);

// design.cpp
api::Answer check_feel(const api::Call& call);
api::Answer evaluate_feel(const api::Call& call);
api::Answer evaluate_drawn_decision(const api::Call& call);
api::Answer list_choices(const api::Call& call);

// scenarios.cpp
api::Answer run_scenarios(const api::Call& call);

// instances.cpp
api::Answer start_instance(const api::Call& call);
api::Answer read_instance(const api::Call& call);
api::Answer list_children(const api::Call& call);
api::Answer read_variables(const api::Call& call);
api::Answer set_variables(const api::Call& call);
api::Answer suspend_instance(const api::Call& call);
api::Answer resume_instance(const api::Call& call);
api::Answer cancel_instance(const api::Call& call);

// instance_lists.cpp
api::Answer list_instances(const api::Call& call);

// starting.cpp
api::Answer list_startable(const api::Call& call);

// progress.cpp
api::Answer read_progress(const api::Call& call);
api::Answer read_as_of(const api::Call& call);

// live_change.cpp
api::Answer read_changeable(const api::Call& call);
api::Answer change_iterations(const api::Call& call);
api::Answer change_ad_hoc(const api::Call& call);
api::Answer modify_instance(const api::Call& call);

// case_acts.cpp
api::Answer withdraw_instance(const api::Call& call);
api::Answer send_case_message(const api::Call& call);

// tasks.cpp
api::Answer read_task(const api::Call& call);
api::Answer read_task_form(const api::Call& call);
api::Answer claim_task(const api::Call& call);
api::Answer unclaim_task(const api::Call& call);
api::Answer transfer_task(const api::Call& call);
api::Answer complete_task(const api::Call& call);

// task_lists.cpp
api::Answer list_tasks(const api::Call& call);
api::Answer count_tasks(const api::Call& call);
api::Answer claim_tasks(const api::Call& call);

// attachments.cpp
api::Answer upload_attachment(const api::Call& call);
api::Answer read_attachment(const api::Call& call);

// jobs.cpp
api::Answer list_jobs(const api::Call& call);

// external_tasks.cpp
api::Answer fetch_and_lock(const api::Call& call);
api::Answer complete_external(const api::Call& call);
api::Answer fail_external(const api::Call& call);
api::Answer throw_external_error(const api::Call& call);
api::Answer extend_external(const api::Call& call);

// messages.cpp
api::Answer publish_message(const api::Call& call);
api::Answer broadcast_signal(const api::Call& call);

// incidents.cpp
api::Answer list_incidents(const api::Call& call);
api::Answer read_incident(const api::Call& call);
api::Answer retry_incident(const api::Call& call);
api::Answer retry_incidents(const api::Call& call);

// history.cpp
api::Answer read_journal(const api::Call& call);
api::Answer list_done_tasks(const api::Call& call);

// verification.cpp
api::Answer verify_instance(const api::Call& call);
api::Answer verify_everything(const api::Call& call);

// story.cpp
api::Answer read_story(const api::Call& call);

// acts.cpp
api::Answer list_acts(const api::Call& call);
api::Answer export_acts(const api::Call& call);
api::Answer list_holding(const api::Call& call);

// case_export.cpp
api::Answer export_case(const api::Call& call);

}  // namespace bihuan::resources
