// Decides whether bytes may be handed to libxml2 at all: one linear pass that bounds everything that could cost that
// library more than linear time or deep stacks, and notes where each start tag begins. It does not check that the XML
// is well-formed; libxml2 does (xml.cpp).
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::definitions {

using definition::Where;

/// How large an XML file may be. Each limit that is exceeded is an XmlFault that names it.
struct XmlLimits {
  std::size_t bytes = 10u << 20;
  std::size_t tag_bytes = 64u << 10;      ///< of one start or end tag, from "<" to ">"
  std::size_t text_bytes = 1u << 20;      ///< of the text of one element
  std::size_t attributes_per_tag = 256;   ///< libxml2 compares each with each
  std::size_t attributes = 500'000;       ///< of the whole file
  std::size_t namespaces_in_scope = 256;  ///< libxml2 looks a prefix up in a list
  std::size_t elements = 200'000;
  std::size_t depth = 200;   ///< libxml2 itself stops at 256
  bool blank_texts = false;  ///< keep the text of an element without children when it is white space alone
};

/// Why a file is no XML that this program reads.
struct XmlFault {
  Where where;
  std::string code;  ///< kebab-case: "xml-doctype", "xml-too-deep", "xml-not-utf-8", …
  std::string message_zh, message_en;
};

/// Accepts UTF-8 (with or without its mark) and answers where the start tags begin, in document order.
/// Rejects: everything over a limit, NUL bytes, other encodings, and each "<!" that is no comment and no CDATA section.
std::expected<std::vector<Where>, XmlFault> scan_xml(std::string_view bytes, const XmlLimits& limits = {});

}  // namespace bihuan::definitions
