// Decides the documents behind data stores (data_stores.h).
#include "adapters/host/data_stores.h"

#include "adapters/codec/records.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

constexpr const char* kind = "data-store";
constexpr const char* variable = "value";  ///< Stored. Never change.

/// Ids of processes hold no slash.
std::string document_name(const std::string& process, const std::string& name) {
  return process + "/" + name;
}

Value value_in(const store::DocumentRow& row) {
  const auto variables = codec::decode_variables(row.body);
  CHECK(variables.has_value() && variables->size() == 1);
  return variables->front().second;
}

}  // namespace

Value DataStores::value(const std::string& process, const std::string& name) {
  const std::string key = document_name(process, name);
  if (const auto held = held_.find(key); held != held_.end()) return held->second.value;
  const auto row = store_.document({}, kind, key);
  return held_.emplace(key, Held{row ? value_in(*row) : Value(), false}).first->second.value;
}

void DataStores::write(const std::string& process, const std::string& name, Value value) {
  held_[document_name(process, name)] = {std::move(value), true};
}

std::vector<store::DocumentRow> DataStores::written(Instant now) const {
  std::vector<store::DocumentRow> rows;
  for (const auto& [name, held] : held_)
    if (held.changed) rows.push_back({{}, kind, name, codec::encode_variables({{variable, held.value}}), now});
  return rows;
}

}  // namespace bihuan::host
