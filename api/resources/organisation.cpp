// The organisation that the node works with, as one document.
#include "api/people.h"
#include "api/resources/resources.h"

namespace bihuan::resources {

using namespace api;

Answer read_organisation(const Call& call) {
  const std::string document = call.services.people.document();
  if (document.empty()) return not_found("组织数据，请先导入", "an organisation; import one first");
  return json_answer(document);
}

Answer replace_organisation(const Call& call) {
  const auto replaced = call.services.people.replace(call.request->body);
  if (replaced) return empty_answer();
  Problem problem{Fault::InvalidInput, "组织数据有误，未导入", "The organisation was not replaced", {}};
  for (const identity::DocumentFault& fault : replaced.error()) {
    problem.errors.push_back({fault.pointer, fault.message_zh, fault.message_en});
  }
  return problem;
}

}  // namespace bihuan::resources
