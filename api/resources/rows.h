// Decides how stored rows look in answers, so that a task is the same object wherever it is shown.
#pragma once

#include <string>

#include "adapters/store/store.h"
#include "api/json_writer.h"
#include "api/resources/mask.h"
#include "api/resources/names.h"
#include "engine/state/state.h"

namespace bihuan::resources {

std::string_view name_of(state::Status status);
std::string_view name_of(store::TaskStatus status);

void add_task(api::JsonObject& out, const store::TaskRow& row, const Names& names);
std::string task_json(const store::TaskRow& row, const Names& names);
void add_instance(api::JsonObject& out, const store::InstanceRow& row, const Names& names);
std::string instance_json(const store::InstanceRow& row, const Names& names);
std::string job_json(const store::JobRow& row, const Names& names);
std::string incident_json(const store::IncidentRow& row, const Names& names);
void add_definition(api::JsonObject& out, const store::DefinitionRow& row);
std::string definition_json(const store::DefinitionRow& row);
/// A journal entry with its hashes; command and events null where their bytes cannot be read, or where they may hold
/// what is hidden from the caller (history.cpp).
std::string journal_json(const store::JournalRow& row, const definition::Definition* definition, const Names& names,
                         const Mask& mask);
std::string attachment_json(const store::AttachmentRow& row);

}  // namespace bihuan::resources
