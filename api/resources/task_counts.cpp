#include "api/resources/task_counts.h"

#include "api/json_writer.h"
#include "api/resources/deadline_view.h"

namespace bihuan::resources {

std::string task_counts_json(store::Store& store, const std::string& person, Instant now, const ZoneOffset& zones) {
  const store::TaskCounts counts = store.task_counts(person, now, end_of_day(now, zones));
  api::JsonObject out;
  out.number("mine", counts.mine).number("offered", counts.offered).number("done", counts.done);
  out.number("late", counts.late).number("today", counts.today).number("started", counts.started);
  return out.number("unread", counts.unread).done();
}

}  // namespace bihuan::resources
