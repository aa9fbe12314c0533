// Decides what service, send and business rule tasks share when a worker outside does their work: one external job.
#pragma once

#include "engine/element/rule.h"

namespace bihuan::element {

/// Opens the job of the element (docs/extensions.md, bihuan:job), with its boundary events. An expression of a dialect
/// that can run here (Element::script) is run instead.
void open_job(Step& step, Place at);

/// The worker's results are delivered, and the token leaves.
void job_completed(Step& step, Place at, const Variables& results);

}  // namespace bihuan::element
