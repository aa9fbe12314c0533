// Timers and external jobs: due, locked, failed.
#include "api/json_writer.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"

namespace bihuan::resources {

using namespace api;

Answer list_jobs(const Call& call) {
  Query query(*call.request);
  store::JobQuery wanted;
  if (const auto kind = query.word("kind", {"timer", "external"})) wanted.kind = static_cast<store::JobKind>(*kind);
  wanted.topic = query.text("topic");
  wanted.process = query.text("process");
  wanted.element = query.text("element");
  wanted.instance = query.instance("instance");
  wanted.locked = query.flag("locked");
  wanted.failed = query.flag("failed");
  const store::Page page = query.page("iii");
  if (auto wrong = query.finish()) return *wrong;
  const Names names(call.services);
  const auto listed = call.services.store.jobs(wanted, page);
  return json_answer(
      json_page(json_list(listed.rows, [&](const auto& row) { return job_json(row, names); }), listed.next));
}

}  // namespace bihuan::resources
