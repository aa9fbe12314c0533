// The working calendars that are deployed.
#include "api/json_writer.h"
#include "api/resources/definition_files.h"
#include "api/resources/resources.h"

namespace bihuan::resources {

using namespace api;

Answer list_calendars(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const std::string items = json_list(known->calendars, [](const auto& entry) {
    const store::DefinitionRow& row = entry.second.row;
    JsonObject out;
    out.text("id", row.key).number("version", row.version).text("name", row.name);
    return out.text("deployment", std::to_string(row.deployment)).text("file", row.file).done();
  });
  return json_answer(json_page(items, ""));
}

Answer read_calendar(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto known = call.services.catalogue.now();
  const auto found = known->calendars.find(call.parameter("id"));
  if (found == known->calendars.end()) return not_found("该日历", "a deployed calendar with this id");
  return definition_file(call, found->second.row);
}

}  // namespace bihuan::resources
