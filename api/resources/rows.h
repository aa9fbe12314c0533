// Decides how stored rows look in answers, so that a task is the same object wherever it is shown.
#pragma once

#include <string>

#include "adapters/store/store.h"
#include "engine/state/state.h"

namespace bihuan::resources {

std::string_view name_of(state::Status status);
std::string_view name_of(store::TaskStatus status);

std::string task_json(const store::TaskRow& row);
std::string instance_json(const store::InstanceRow& row);
std::string job_json(const store::JobRow& row);
std::string incident_json(const store::IncidentRow& row);
std::string definition_json(const store::DefinitionRow& row);
std::string attachment_json(const store::AttachmentRow& row);

}  // namespace bihuan::resources
