// Decides how the run of one command is held together: the events so far, the FIFO of small moves, the questions that
// came up. It knows no element and no command; engine.cpp drives it, engine/{handle,element,behaviour} work through it.
//
// State is read-only here. `emit` appends an event and evolves the state in one call, and nothing else writes.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"

namespace bihuan {

/// A token in its scope. `token` none: the scope itself.
struct Place {
  ScopeId scope;
  TokenId token;
  bool operator==(const Place&) const = default;
};

/// Why an element could not be executed: what becomes an incident.
struct Fault {
  std::string code;  ///< stable, kebab-case
  std::string message_zh, message_en;
  std::string expression;
  state::Variables values;  ///< what the expression read
};

template <class T>
using Evaluated = std::expected<T, Fault>;

enum class MoveKind : std::uint8_t {
  Arrive,       ///< a token stands at the door of an element, or at it and begins
  Leave,        ///< the element's work is done: its outputs, then its flows
  Depart,       ///< its outputs are written: its flows
  CloseIfDone,  ///< a token of the scope has ended: was it the last?
};

struct Move {
  MoveKind kind;
  Place at;
};

class Step {
 public:
  Step(const definition::Definition& definition, state::State& state, const Context& context)
      : definition(definition), context(context), state_(state) {
    events.reserve(32);
  }

  const definition::Definition& definition;
  const Context& context;
  std::vector<Event> events;
  std::vector<Lookup> needs;                           ///< questions whose answers are missing
  mutable std::vector<ScriptQuestion> scripts_needed;  ///< likewise; noted while an expression is evaluated
  mutable std::size_t scripts_found = 0;               ///< answers used so far, in the order of the questions
  std::uint32_t instances_used = 0;                    ///< numbers taken from context.next_instance
  std::uint32_t iterations_begun = 0;                  ///< of multi-instance activities: they begin in slices

  const state::State& state() const { return state_; }

  /// Appends and evolves: the only way by which a step changes anything.
  template <class E>
  void emit(E event) {
    state::evolve(state_, event);
    if constexpr (std::is_same_v<E, event::VariablesSet> || std::is_same_v<E, event::VariablesRemoved>)
      gateway_data_changed_ = true;
    if constexpr (std::is_same_v<E, event::FlowTaken> || std::is_same_v<E, event::ElementActivated> ||
                  std::is_same_v<E, event::ElementCompleted> || std::is_same_v<E, event::ElementTerminated>)
      touch(event.scope);
    events.emplace_back(std::move(event));
  }

  /// The number that the next new scope, token, work or incident gets. Requires that it is emitted at once.
  template <class IdType>
  IdType new_id() const {
    return IdType{state_.header().next};
  }
  InstanceId new_instance() { return InstanceId{context.next_instance.n + instances_used++}; }

  /// Requires that they exist. The references last until the next emit.
  const state::Scope& scope(ScopeId id) const;
  const state::Token& token(Place at) const;
  bool exists(Place at) const;
  const definition::Element& element_at(Place at) const { return definition.at(token(at).element); }
  const definition::Element& element_of(ScopeId id) const { return definition.at(scope(id).element); }

  void push(MoveKind kind, Place at) { moves_.push_back({kind, at}); }
  /// Takes the oldest move. Requires that there is one.
  Move pop();
  bool has_moves() const { return head_ < moves_.size(); }

  /// A token of this scope moved or ended, so a waiting inclusive or complex gateway in it must look again. `emit` says
  /// so of every event that moves a token.
  void touch(ScopeId id) {
    if (touched_.empty() || touched_.back() != id) touched_.push_back(id);
  }
  /// The scopes touched since the last call, oldest first, each once.
  std::vector<ScopeId> take_touched();
  /// Whether a variable was written or removed since the last call: complex gateways look again.
  bool take_gateway_data_changed() { return std::exchange(gateway_data_changed_, false); }

 private:
  state::State& state_;
  std::vector<Move> moves_;
  std::size_t head_ = 0;
  std::vector<ScopeId> touched_;
  bool gateway_data_changed_ = false;
};

}  // namespace bihuan
