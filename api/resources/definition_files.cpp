#include "api/resources/definition_files.h"

namespace bihuan::resources {

api::Answer definition_file(const api::Call& call, const store::DefinitionRow& row) {
  const auto file = call.services.store.file(row.deployment, row.file);
  if (!file) return api::not_found("该文件", "the file of this definition");
  const bool xml = row.kind == "process" || row.kind == "decision";
  return http::make_response(200, xml ? "application/xml" : "application/json", file->bytes);
}

}  // namespace bihuan::resources
