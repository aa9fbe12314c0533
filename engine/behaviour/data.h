// Decides what declared data is at run time (BPMN 2.0.2, 10.4.1): properties and data objects are variables of their
// scope from its beginning, null or an empty list; data stores are read from outside and written by an event.
// Associations are mappings (mapping.h).
#pragma once

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// What the element declares and `present` does not hold yet, with its initial value. Stores are not among it: they
/// outlive every instance.
Evaluated<state::Variables> initial_data(const Step& step, const View& view, const definition::Element& element,
                                         const state::Variables& present);

/// The id of the data store that a name stands for in this process; empty for a variable. Costs nothing to speak of
/// where the process has no stores.
std::string_view store_of(const definition::Definition& definition, std::string_view name);

/// What the store holds: what this step wrote, else what was there before it. Null if nothing was ever written.
Value store_value(const Step& step, std::string_view store);

/// Says the writing of those entries that stand for a store, and takes them out: what is left are variables.
void write_stores(Step& step, ElementIndex writer, state::Variables& results);

}  // namespace bihuan::behaviour
