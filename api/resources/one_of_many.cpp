#include "api/resources/one_of_many.h"

#include "adapters/codec/json.h"
#include "api/json_writer.h"

namespace bihuan::resources {

std::string one_of_many_json(std::string_view name, const std::string& id, const host::Rendered& rendered) {
  api::JsonObject out;
  out.text(name, id).flag("ok", rendered.status == 200);
  if (rendered.status == 200) return out.done();
  const auto problem = codec::parse_json(rendered.body);
  for (const std::string_view part : {"code", "detail"}) {
    const Value* text = problem ? problem->entry(part) : nullptr;
    if (text && text->string()) out.text(part, *text->string());
  }
  return out.done();
}

}  // namespace bihuan::resources
