// Decides which bihuan: elements, attributes and words exist and where they may stand: docs/extensions.md as tables.
// It does not parse FEEL, nor ask whether a form, a decision or a calendar exists.
#pragma once

#include "adapters/definitions/findings.h"
#include "adapters/definitions/xml.h"

namespace bihuan::definitions {

/// Reports each bihuan: name that does not exist or stands in the wrong place, each required attribute that is missing,
/// each word, number or yes/no that is none, with its line.
void check_bihuan_names(const XmlDocument& document, Findings& findings);

}  // namespace bihuan::definitions
