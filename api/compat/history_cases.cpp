#include "api/compat/history_cases.h"

#include "adapters/codec/ids.h"
#include "api/compat/listing.h"
#include "api/compat/shape.h"
#include "api/security/rights.h"

namespace bihuan::compat {
namespace {

using namespace api;

constexpr std::size_t most_cases = 1000;

}  // namespace

AskedCases AskedCases::read(Filter& filter) {
  AskedCases out;
  out.ids = filter.words("processInstanceIdIn");
  if (const std::string id = filter.text("processInstanceId"); !id.empty()) out.ids = std::set<std::string>{id};
  out.definition = filter.text("processDefinitionId");
  out.process = filter.text("processDefinitionKey");
  return out;
}

std::expected<std::vector<store::InstanceRow>, Problem> cases_of(const Call& call, const AskedCases& asked) {
  std::vector<store::InstanceRow> out;
  const auto known = call.services.catalogue.now();
  const auto fits = [&](const store::InstanceRow& row) {
    return (asked.process.empty() || row.process == asked.process) &&
           (asked.definition.empty() || definition_id(*known, row.definition) == asked.definition);
  };
  if (asked.ids) {
    std::vector<InstanceId> ids;
    for (const std::string& text : *asked.ids) {
      if (const auto id = codec::parse_instance_id(text)) ids.push_back(*id);
    }
    for (const store::LoadedInstance& loaded : call.services.store.load(ids)) {
      const auto decision =
          security::allowed(call.services.store, call.caller, security::Action::RecordRead, loaded.row);
      if (decision == security::Decision::Allowed && fits(loaded.row)) out.push_back(loaded.row);
    }
    return out;
  }
  const store::InstanceQuery query{.process = asked.process,
                                   .sight = security::sight(call.caller, security::Action::RecordRead)};
  Selection<store::InstanceRow> selection{
      .read = [&](const store::Page& page) { return call.services.store.instances(query, page); }, .keep = fits};
  selection.slice.most = most_cases + 1;
  out = *gather(selection);
  if (out.size() > most_cases) {
    return std::unexpected(invalid_request("实例过多，请用 processInstanceId 缩小范围",
                                           "Expected a narrower query, for instance by processInstanceId"));
  }
  std::ranges::reverse(out);
  return out;
}

}  // namespace bihuan::compat
