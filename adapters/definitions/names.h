// Decides the namespace addresses that the readers know. It decides nothing about what is in them.
#pragma once

#include <string_view>

namespace bihuan::definitions {

constexpr std::string_view bpmn_ns = "http://www.omg.org/spec/BPMN/20100524/MODEL";
constexpr std::string_view bihuan_ns = "urn:bihuan:bpmn:1";
constexpr std::string_view xsi_ns = "http://www.w3.org/2001/XMLSchema-instance";

}  // namespace bihuan::definitions
