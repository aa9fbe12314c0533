// Decides what `zeebe:ioMapping` means where its targets are parts of variables ("order.item.price"): the mappings into
// one variable become one FEEL expression that makes the whole of it. It evaluates nothing.
#pragma once

#include <vector>

#include "adapters/definitions/translation.h"

namespace bihuan::definitions::zeebe {

/// Inputs make new variables; outputs change the parts and leave the rest of the variable. Mappings of whole variables
/// stay as they are. Requires targets as written.
std::vector<definition::MappingText> with_whole_targets(Translation& t, std::vector<definition::MappingText> mappings,
                                                        bool outputs);

}  // namespace bihuan::definitions::zeebe
