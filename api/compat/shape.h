// Decides how single things are written in the Camunda 7 REST dialect: moments, names that may be null, ids. Which
// names an answer has is decided resource by resource.
//
// Ids are opaque to clients. A process instance is its number, "42"; what is inside one (execution, task, job, external
// task, incident) is "42-7", since one counter numbers all of them; an activity instance is "<activity>:42-7"; a
// process definition is "<key>:<version>:<number>".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/host/catalogue.h"
#include "api/json_writer.h"
#include "engine/definition/definition.h"

namespace bihuan::compat {

/// "2026-11-20T09:01:00.000+0800", local time.
std::string moment_text(Instant at);
/// That form, also without milliseconds, with "Z" or with a colon in the offset; nullopt for anything else.
std::optional<Instant> parse_moment(std::string_view text);

void text_or_null(api::JsonObject& out, std::string_view name, std::string_view value);  ///< null when empty
void moment_or_null(api::JsonObject& out, std::string_view name, const std::optional<Instant>& value);
void null(api::JsonObject& out, std::string_view name);
void nulls(api::JsonObject& out, std::initializer_list<std::string_view> names);

std::string definition_id(const store::DefinitionRow& row);
/// Of a definition that this node may not know: "" then.
std::string definition_id(const host::Snapshot& known, DefinitionId id);
/// The definition that such an id, or its bare number, names; nullptr if there is none.
const host::KnownProcess* find_definition(const host::Snapshot& known, std::string_view id);

std::string execution_id(InstanceId instance, TokenId token);  ///< no token: the instance's own
std::string activity_instance_id(const std::string& activity, InstanceId instance, std::uint64_t number);

/// That engine's word for what an activity is: "userTask", "boundaryTimer", "noneEndEvent".
std::string_view activity_type(const definition::Element& element);
/// Whether tokens wait for one another here: then each that arrives is an activity instance.
bool joins(const definition::Element& element);
constexpr std::string_view body_suffix = "#multiInstanceBody";

}  // namespace bihuan::compat
