#include "api/resources/coverage.h"

#include "api/json_writer.h"
#include "engine/analysis/coverage.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;

std::string make() {
  const std::string elements = api::json_list(analysis::covered_elements(), [](const analysis::CoveredElement& one) {
    return JsonObject().text("element", one.name).flag("executed", one.executed).done();
  });
  const std::string events = api::json_list(analysis::covered_events(), [](const analysis::CoveredEvent& one) {
    return JsonObject().text("position", one.position).text("event", one.name).flag("executed", one.executed).done();
  });
  const std::string markers = api::json_list(analysis::covered_markers(), [](const analysis::CoveredMarker& one) {
    return JsonObject().text("marker", one.name).flag("executed", one.executed).done();
  });
  return JsonObject().raw("elements", elements).raw("events", events).raw("markers", markers).done();
}

}  // namespace

std::string coverage_json() {
  static const std::string made = make();
  return made;
}

}  // namespace bihuan::resources
