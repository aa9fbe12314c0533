// Decides which random processes there are: blocks in blocks (sequence, choice, parallel, inclusive, loop, sub-process,
// race of events, …), each drawn from a menu, and what may stand at them (boundary events, event sub-processes, several
// instances). With `Mismatched` and `Crossing` they are no blocks any more. It runs nothing.
#pragma once

#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::random {

/// What may be drawn.
enum class Dish {
  Service,  ///< external jobs, and errors from them
  Receive,  ///< receive tasks
  Catch,    ///< intermediate catch events: message, timer, signal
  Throw,    ///< intermediate throw events: none, escalation
  SubProcess,
  Boundary,         ///< boundary events: message, timer, signal, error, escalation; interrupting or not
  EventSubProcess,  ///< the same as starts of event sub-processes
  EventGateway,
  MultiInstance,
  Terminate,        ///< terminate end events
  ErrorEnd,         ///< error and escalation end events
  ConditionalFlow,  ///< conditional and default flows from activities
  NoWayOut,         ///< choices without a default
  Loop,             ///< a way back by an exclusive gateway
  Mismatched,       ///< a split of one kind and a join of another
  Crossing,         ///< flows from anywhere to anywhere within a scope
  Complex,          ///< complex gateways
  StandardLoop,
  Link,
  Quantity,     ///< startQuantity, completionQuantity
  Conditional,  ///< conditional events
  Compensation,
  Transaction,
  AdHoc,
  Call,     ///< call activities
  Several,  ///< multiple and parallel multiple events
  Send,     ///< thrown messages and signals
};

struct Menu {
  std::set<Dish> dishes;
  int blocks = 12, depth = 5, branches = 5;
  bool has(Dish dish) const { return dishes.contains(dish); }
};

using Random = std::minstd_rand;

/// A process from the menu; the same numbers give the same process. Choices read variables c1, c2, …, whose values are
/// whole numbers from 0 to `most_choice`.
definition::ProcessModel process(const Menu& menu, Random& random);

constexpr int most_choice = 3;

/// The variables that the process reads.
std::vector<std::string> variables_of(const definition::ProcessModel& model);

}  // namespace bihuan::random
