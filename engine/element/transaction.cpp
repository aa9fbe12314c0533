// Transaction.
// BPMN 2.0.2, 10.3.5 and 13.3.4: a sub-process that can be cancelled.
#include "engine/element/rule.h"

namespace bihuan::element {

const Rule transaction{};

}  // namespace bihuan::element
