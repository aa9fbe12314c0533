// Decides how an external task looks in the Camunda 7 REST dialect, in lists and when it is fetched.
#pragma once

#include <string>

#include "api/compat/lives.h"

namespace bihuan::compat {

/// The program's own jobs are none of this dialect's.
bool is_internal(const store::JobRow& row);
/// The external task that the path names.
std::expected<store::JobRow, api::Problem> external_task(const api::Call& call);

std::string external_task_json(const store::JobRow& row, Lives& lives);

/// Which variables a worker asked for with a topic.
struct WantedVariables {
  std::optional<std::vector<std::string>> names;  ///< none given: all
  bool local = false;
};
/// The same for the worker that holds it now, with variables.
std::string locked_task_json(const store::JobRow& row, Lives& lives, const WantedVariables& wanted,
                             const ZoneOffset* zones);

}  // namespace bihuan::compat
