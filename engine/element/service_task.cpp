// Service task.
// BPMN 2.0.2, 13.3.3: on activation the operation is invoked, and the task completes when that answers. The operation
// is an external job here: a worker fetches it, does it at least once and reports. A fault that the worker reports is
// an error (10.3.3). Dialects put an expression or a decision in its place; these run here.
#include "engine/element/business_rule_task.h"
#include "engine/element/job.h"

namespace bihuan::element {
namespace {

void token_arrives(Step& step, Place at) {
  if (step.element_at(at).decision) return evaluate_decision(step, at);
  open_job(step, at);
}

}  // namespace

const Rule service_task{.token_arrives = token_arrives, .work_completed = job_completed};

}  // namespace bihuan::element
