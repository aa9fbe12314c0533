// How a process is doing: what waits at each element, what was done there, what is late or broken.
#include "api/json_writer.h"
#include "api/resources/names.h"
#include "api/resources/resources.h"

namespace bihuan::resources {
namespace {

using namespace api;

std::string element_json(const Names& names, const std::string& process, const store::ElementCount& one) {
  JsonObject out;
  out.text("element", one.element).text("elementName", names.newest_element(process, one.element));
  out.number("live", one.tasks + one.jobs + one.subscriptions).number("tasks", one.tasks);
  return out.number("done", one.done).number("incidents", one.incidents).number("late", one.late).done();
}

std::string instances_json(const store::InstanceCounts& counts) {
  JsonObject out;
  out.number("active", counts.active).number("suspended", counts.suspended).number("completed", counts.completed);
  return out.number("cancelled", counts.cancelled).number("failed", counts.failed).done();
}

}  // namespace

Answer read_statistics(const Call& call) {
  Query query(*call.request);
  const int version = static_cast<int>(query.integer("version").value_or(0));  // 0: all of them
  if (auto wrong = query.finish()) return *wrong;
  const std::string key = call.parameter("key");
  const Names names(call.services);
  if (!names.known().versions.contains(key)) return not_found("该流程", "a deployed process of this key");
  const auto elements = call.services.store.element_counts(key, version, call.services.host.now());
  const store::InstanceCounts counts = call.services.store.instance_counts(key, version);
  const auto open = call.services.store.open_tasks_by_element(key);
  JsonObject out;
  out.text("process", key).text("processName", names.process(key));
  out.raw("elements", json_list(elements, [&](const auto& one) { return element_json(names, key, one); }));
  out.raw("instances", instances_json(counts)).moment_if("oldest", counts.oldest);
  out.raw("openTasks", json_list(open, [](const store::Statistic& one) {
            return JsonObject().text("element", one.element).number("count", one.count).done();
          }));
  return json_answer(out.done());
}

}  // namespace bihuan::resources
