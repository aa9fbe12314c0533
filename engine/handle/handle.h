// Decides what each command does before the FIFO runs: one file per group of commands. A handler checks first and
// answers a rejection with nothing changed; then it emits and pushes moves.
#pragma once

#include <expected>

#include "engine/step.h"

namespace bihuan::handle {

using Handled = std::expected<void, Rejection>;

Handled handle(Step& step, const command::StartInstance& command);
Handled handle(Step& step, const command::CompleteTask& command);
Handled handle(Step& step, const command::ClaimTask& command);
Handled handle(Step& step, const command::UnclaimTask& command);
Handled handle(Step& step, const command::TransferTask& command);
Handled handle(Step& step, const command::CompleteJob& command);
Handled handle(Step& step, const command::FailJob& command);
Handled handle(Step& step, const command::ThrowJobError& command);
Handled handle(Step& step, const command::FireTimer& command);
Handled handle(Step& step, const command::Trigger& command);
Handled handle(Step& step, const command::CompleteCall& command);
Handled handle(Step& step, const command::FailCall& command);
Handled handle(Step& step, const command::EscalateCall& command);
Handled handle(Step& step, const command::SetVariables& command);
Handled handle(Step& step, const command::RetryIncident& command);
Handled handle(Step& step, const command::SuspendInstance& command);
Handled handle(Step& step, const command::ResumeInstance& command);
Handled handle(Step& step, const command::CancelInstance& command);
Handled handle(Step& step, const command::RemoveVariables& command);
Handled handle(Step& step, const command::RunContinuation& command);
Handled handle(Step& step, const command::ChangeJob& command);
Handled handle(Step& step, const command::ChangeTask& command);
Handled handle(Step& step, const command::ThrowTaskError& command);
Handled handle(Step& step, const command::ThrowTaskEscalation& command);
Handled handle(Step& step, const command::ContinueToken& command);
Handled handle(Step& step, const command::ModifyInstance& command);
Handled handle(Step& step, const command::AddIterations& command);
Handled handle(Step& step, const command::RemoveIterations& command);
Handled handle(Step& step, const command::StartAdHoc& command);
Handled handle(Step& step, const command::CompleteAdHoc& command);

/// Makes the instance with its scope and variables; nothing begins in it.
Handled open_without_beginning(Step& step, const command::StartInstance& command);

/// Rejects what the instance's status forbids, then handles. A suspended instance takes resume, cancel and claims.
Handled handle_command(Step& step, const Command& command);

/// What became of a command whose run exceeded max_steps_per_command; `step` begins afresh. The instance gets one
/// incident "step-limit": StartInstance makes the instance first; a command on work leaves the work open and puts the
/// incident on it; RetryIncident puts it in the place of the old incident.
void handle_step_limit(Step& step, const Command& command);

}  // namespace bihuan::handle
