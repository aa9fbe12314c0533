// Complex gateway.
// BPMN 2.0.2, 13.4.5.
#include "engine/element/rule.h"

namespace bihuan::element {

const Rule complex_gateway{};

}  // namespace bihuan::element
