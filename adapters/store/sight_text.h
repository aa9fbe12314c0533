// Decides how "what somebody may see" becomes a condition inside a statement. Whose eyes they are is decided by whoever
// makes the Sight (api/security); whether a statement needs a condition at all, by the list.
#pragma once

#include <string>
#include <vector>

#include "adapters/store/queries.h"
#include "adapters/store/sql_value.h"

namespace bihuan::store {

/// Binds a value to the step and answers its name in the text: "$3".
std::string bound(Step& step, std::int64_t value);
std::string bound(Step& step, const std::string& value);

/// "column IN ($3, $4)", without empty names. Lists of nearly the same length make the same text, so that few texts are
/// prepared. No names: "1 = 0".
std::string one_of(Step& step, const std::string& column, const std::vector<std::string>& names);

/// A condition on an instance whose columns have this prefix ("i."; or "" for a statement about instances alone).
/// Requires: $1 is the part, and not sight.all.
std::string seen_instance(Step& step, const Sight& sight, const std::string& prefix);
/// The same on rows that name their instance in `<prefix>part` and `<prefix>instance`.
std::string of_seen_instance(Step& step, const Sight& sight, const std::string& prefix);

}  // namespace bihuan::store
