// Decides the documents behind data stores (data_stores.h).
#include "adapters/host/data_stores.h"

#include "adapters/codec/records.h"
#include "engine/base/check.h"

namespace bihuan::host {
namespace {

constexpr const char* kind = "data-store";
constexpr const char* variable = "value";  ///< Stored. Never change.

Value value_in(const store::DocumentRow& row) {
  const auto variables = codec::decode_variables(row.body);
  CHECK(variables.has_value() && variables->size() == 1);
  return variables->front().second;
}

}  // namespace

std::string data_store_name(const std::string& process, const std::string& store) {
  return process + "/" + store;
}

store::DocumentRow data_store_row(const std::string& name, const WrittenValue& written) {
  return {{}, kind, name, codec::encode_variables({{variable, written.value}}), written.at};
}

Value DataStores::value(const std::string& name) {
  if (const auto written = written_.find(name); written != written_.end()) return written->second.value;
  if (const auto read = read_.find(name); read != read_.end()) return read->second;
  const auto row = store_.document({}, kind, name);
  return read_.emplace(name, row ? value_in(*row) : Value()).first->second;
}

}  // namespace bihuan::host
