// Decides what Camunda 7, Flowable and Activiti write alike, being of one descent: Java delegates and expressions,
// people, dates, listeners, fields, mappings of calls, retries, loops over collections. What only one of them writes is
// in its own file.
#pragma once

#include "adapters/definitions/translation.h"

namespace bihuan::definitions::family {

/// Java class: an external job whose topic is its name, and a warning.
void take_class(Translation& t, std::string_view value);
/// `${bean}`: likewise, the topic is the bean's name.
void take_delegate_expression(Translation& t, std::string_view value);
/// Runs here, unless it calls a bean: then an external job whose topic is the bean's name.
void take_expression(Translation& t, std::string_view value);
void take_result_variable(Translation& t, std::string_view value);
/// The topic of an external job; `type` says that there is one.
void take_topic(Translation& t, std::string_view value);
void take_job_priority(Translation& t, std::string_view value);
void take_task_priority(Translation& t, std::string_view value);

void take_assignee(Translation& t, std::string_view value);
void take_candidate_users(Translation& t, std::string_view value);
void take_candidate_groups(Translation& t, std::string_view value);
/// A moment, or a duration from now.
void take_due_date(Translation& t, std::string_view value);
void take_follow_up_date(Translation& t, std::string_view value);
void take_priority(Translation& t, std::string_view value);
void take_form_key(Translation& t, std::string_view value);
void take_initiator(Translation& t, std::string_view value);

void take_async_before(Translation& t, std::string_view value);
void take_async_after(Translation& t, std::string_view value);
/// failedJobRetryTimeCycle: "R3/PT10M", or a list of durations.
void take_retry_cycle(Translation& t, XmlNode child);

/// Of a multi-instance marker: an expression or the name of a variable.
void take_collection(Translation& t, std::string_view value);
void take_element_variable(Translation& t, std::string_view value);

void take_starter_users(Translation& t, std::string_view value);
void take_starter_groups(Translation& t, std::string_view value);

void take_execution_listener(Translation& t, XmlNode child);
void take_task_listener(Translation& t, XmlNode child);
/// A field of a delegate, kept as a header of its job.
void take_field(Translation& t, XmlNode child);
/// in and out of a call activity.
void take_in(Translation& t, XmlNode child);
void take_out(Translation& t, XmlNode child);
/// What in a signal says that it carries.
void take_payload(Translation& t, XmlNode child);

/// The language of a script as the model names it: empty for FEEL, "juel", "javascript"; any other as written.
std::string script_language(std::string_view format);
/// A condition without `${…}` is no condition in these products: it is refused, unless it names its language.
void check_condition(const Translation& t, XmlNode flow);

}  // namespace bihuan::definitions::family
