#include "api/resources/task_problem.h"

#include <fmt/format.h>

#include "adapters/codec/time.h"
#include "api/resources/names.h"

namespace bihuan::resources {
namespace {

using api::Fault;
using api::Problem;

constexpr int local_minutes = 8 * 60;

Problem ended(const Names& names, const store::TaskRow& row) {
  const std::string when = row.ended ? codec::text(*row.ended, local_minutes) : "";
  if (row.status == store::TaskStatus::Completed) {
    const std::string who = names.actor(row.ended_by);
    return {Fault::TaskEnded,
            fmt::format("该任务已由{}于 {} 办理", who, when),
            fmt::format("Expected an open task, but {} completed it at {}", who, when),
            {}};
  }
  return {Fault::TaskEnded,
          fmt::format("该任务已于 {} 取消", when),
          fmt::format("Expected an open task, but it was cancelled at {}", when),
          {}};
}

}  // namespace

Problem task_problem(const api::Call& call, const store::TaskRow& row, const host::Ran& ran) {
  const host::FailureCode code = ran.failure->code;
  const bool gone = code == host::FailureCode::AlreadyDone || code == host::FailureCode::NotFound;
  const bool barred = code == host::FailureCode::WrongState || code == host::FailureCode::NotAllowed;
  if (!gone && !barred)
    return api::problem_of(*ran.failure);  // above all when the store is away: it is not asked again
  const Names names(call.services);
  const auto now = call.services.store.task(row.instance, row.work);
  if (now && gone && now->status != store::TaskStatus::Open) return ended(names, *now);
  const std::string who = now ? now->assignee : std::string();
  const bool other = !who.empty() && who != call.caller.person;
  if (other && barred) {
    return {Fault::TaskTaken,
            fmt::format("该任务已由{}签收", names.person(who)),
            fmt::format("Expected a free task, but {} has it", names.person(who)),
            {}};
  }
  return api::problem_of(*ran.failure);
}

}  // namespace bihuan::resources
