// Decides declared data (data.h).
#include "engine/behaviour/data.h"

#include <algorithm>

namespace bihuan::behaviour {

Evaluated<state::Variables> initial_data(const Step& step, const View& view, const definition::Element& element,
                                         const state::Variables& present) {
  state::Variables result;
  for (const definition::Data& data : element.data) {
    if (!data.store.empty() || state::find(present, data.name) != nullptr) continue;
    Evaluated<Value> initial = evaluate(step, view, data.initial);
    if (!initial) return std::unexpected(std::move(initial.error()));
    const bool empty_list = data.collection && initial->is_null();
    result.emplace_back(data.name, empty_list ? Value(List{}) : std::move(*initial));
  }
  return result;
}

std::string_view store_of(const definition::Definition& definition, std::string_view name) {
  for (const definition::Data& data : definition.process().data)
    if (!data.store.empty() && data.name == name) return data.store;
  return {};
}

Value store_value(const Step& step, std::string_view store) {
  for (auto said = step.events.rbegin(); said != step.events.rend(); ++said)
    if (const auto* written = std::get_if<event::DataStoreWritten>(&*said); written && written->store == store)
      return written->value;
  return step.context.data_store ? step.context.data_store(store) : Value();
}

void write_stores(Step& step, ElementIndex writer, state::Variables& results) {
  for (const auto& [name, value] : results)
    if (const std::string_view store = store_of(step.definition, name); !store.empty())
      step.emit(event::DataStoreWritten{writer, std::string(store), value});
  std::erase_if(results, [&](const auto& entry) { return !store_of(step.definition, entry.first).empty(); });
}

}  // namespace bihuan::behaviour
