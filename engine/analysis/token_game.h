// Decides what can happen next in one scope when tokens stand on its sequence flows (BPMN 2.0.2, 13.3 and 13.4).
// Elements are instantaneous: a token stands on a flow or is gone. It explores nothing (exploration.h).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/definition/definition.h"

namespace bihuan::analysis {

/// The flows on which tokens stand, in order; a flow with two tokens stands there twice.
using Marking = std::vector<FlowIndex>;

/// One thing that may happen: the element that acts, and the marking after it.
struct Firing {
  ElementIndex element;
  Marking after;
};

/// How an element takes tokens.
enum class Doorway {
  Single,  ///< one token, whatever else happens: it may go first without loss
  Join,    ///< waits for tokens on other flows
  Final,   ///< ends the scope: terminate, error and cancel end events, escalations whose handler interrupts
};

Doorway doorway(const definition::Definition& definition, const definition::Element& element);

/// The markings with which a scope may begin, one for each start event; without any, one with all entries begun.
std::vector<Firing> beginnings(const definition::Definition& definition, const definition::Element& container);

/// What the token on this flow may bring about; empty while its target waits. Choices give one firing each: exclusive
/// and event-based gateways one outgoing flow, inclusive gateways and conditional flows every non-empty set, boundary
/// events fire or do not.
std::vector<Firing> firings(const definition::Definition& definition, const Marking& marking, FlowIndex flow);

constexpr std::size_t max_choices = 4096;  ///< of one element; what has more is not explored
/// How many firings a token at the element has; more than max_choices counts as max_choices + 1.
std::size_t choices(const definition::Definition& definition, const definition::Element& element);

}  // namespace bihuan::analysis
