// Ad-hoc sub-process.
// BPMN 2.0.2, 13.3.5.
#include "engine/element/rule.h"

namespace bihuan::element {

const Rule ad_hoc_sub_process{};

}  // namespace bihuan::element
