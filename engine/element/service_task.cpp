// Service task.
// BPMN 2.0.2, 13.3.3: on activation the operation is invoked, and the task completes when that answers. The operation
// is an external job here: a worker fetches it, does it at least once and reports. A fault that the worker reports is
// an error (10.3.3).
#include "engine/element/job.h"

namespace bihuan::element {

const Rule service_task{.token_arrives = open_job, .work_completed = job_completed};

}  // namespace bihuan::element
