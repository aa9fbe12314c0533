// Decides how somebody says on which revision a change is made (If-Match, RFC 9110 §13.1.1), and how it goes on from
// there. What is changed the resources decide.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "api/call.h"
#include "api/people.h"

namespace bihuan::resources {

/// nullopt without the header or with "*": on whatever there is. Rejects what is no revision.
std::expected<std::optional<std::int64_t>, api::Problem> revision_of(const api::Call& call);

http::Header etag(std::int64_t revision);

api::Problem changed_meanwhile();
/// The faults of an organisation that was not taken.
api::Problem not_kept(const std::vector<identity::DocumentFault>& faults);

/// Makes the edit when the caller may make the roles that come of it; 204 with the new revision. What changed is in the
/// security journal before it is answered: `subject` was edited, and every role that was given or taken.
api::Answer edit_organisation(const api::Call& call, const std::string& subject,
                              const std::function<identity::Changed(const identity::Organisation&)>& edit);

}  // namespace bihuan::resources
