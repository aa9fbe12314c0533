// One step of a walk, the rules after it, and how a case comes to its end (walk.h).
#include "tests/random/walk.h"

#include <set>

#include "adapters/codec/records.h"
#include "engine/base/check.h"
#include "engine/state/evolve.h"

namespace bihuan::random {
namespace {

constexpr int most_commands = 14;    ///< drawn, before the case is brought to its end
constexpr int most_to_finish = 300;  ///< then
constexpr int sampled = 16;          ///< one step in so many is also taken twice and stored

const ZoneOffset& no_zones() {
  static const ZoneOffset utc = [](std::string_view, std::int64_t, bool) { return std::optional<std::int32_t>(0); };
  return utc;
}

bool same(const std::vector<Event>& one, const std::vector<Event>& other) {
  return codec::encode_events(one) == codec::encode_events(other);
}

}  // namespace

Walk::Walk(definition::DefinitionPtr definition, unsigned seed, bool blocks, Reached* reached)
    : definition_(std::move(definition)), random_(seed), blocks_(blocks), reached_(reached) {
  context_.now = Instant{1'790'557'200LL * us_per_second};
  context_.actor = "system";
  context_.next_instance = InstanceId{1000};
  context_.answers = &answers_;
  context_.zones = &no_zones();
}

bool Walk::live() const {
  const state::Status status = state_.header().status;
  return walked_.fault.empty() && (status == state::Status::Active || status == state::Status::Suspended);
}

/// Tokens double where a way back leads through a parallel split; nothing more is learned from thousands.
bool Walk::crowded() const {
  std::size_t tokens = 0;
  for (const auto& [id, scope] : state_.scopes()) tokens += scope.tokens.size();
  return tokens > 200;
}

void Walk::fail(const std::string& what) {
  if (walked_.fault.empty()) walked_.fault = what;
}

/// False when the engine refused it; then nothing may have changed.
bool Walk::take(const Command& command, const std::string& words) {
  const state::State before = state_;
  try {
    const auto outcome = step(*definition_, state_, command, context_);
    if (!outcome) {
      if (!(state_ == before) || !state_.changed().empty()) fail("a refused step changed the state: " + words);
      return false;
    }
    walked_.commands.push_back(words);
    ++walked_.steps;
    context_.next_instance.n += outcome->instances_used;
    if (reached_) ++reached_->commands[words.substr(0, words.find(' '))];
    check(outcome->events);
    if (random_() % sampled == 0) check_twin(before, command, outcome->events), check_stored(outcome->events);
    state_.keep();
    count(outcome->events);
  } catch (const std::exception& bug) {
    walked_.commands.push_back(words);
    fail(std::string("thrown: ") + bug.what());
  }
  return true;
}

/// The invariants, and the fold of all events so far.
void Walk::check(const std::vector<Event>& events) {
  for (const Event& event : events) state::evolve(folded_, event);
  folded_.keep();
  if (!(folded_ == state_)) fail("the fold of the journal is not the state");
  for (const std::string& broken : broken_invariants(*definition_, state_)) fail("invariant: " + broken);
}

/// What completed, by what it is: for the probes.
void Walk::count(const std::vector<Event>& events) {
  if (reached_ == nullptr) return;
  for (const Event& event : events) {
    const auto* done = std::get_if<event::ElementCompleted>(&event);
    if (done == nullptr) continue;
    const definition::Element& e = definition_->at(done->element);
    ++reached_->completed[{e.kind, e.event().kind}];
  }
}

void Walk::check_twin(const state::State& before, const Command& command, const std::vector<Event>& events) {
  state::State again = before;
  Context context = context_;
  context.next_instance = before.header().id ? context.next_instance : InstanceId{1000};
  const auto twin = step(*definition_, again, command, context);
  if (!twin || twin->events.size() != events.size()) return fail("the same step gave other events");
  again.roll_back();
  if (!(again == before)) fail("roll_back did not take the step back");
}

void Walk::check_stored(const std::vector<Event>& events) {
  const auto back = codec::decode_events(codec::encode_events(events));
  if (!back || !same(*back, events)) return fail("the events do not come back from the store");
  for (const auto& [id, scope] : state_.scopes()) {
    const auto again = codec::decode_scope(codec::encode_scope(scope));
    if (!again || !state::same(*again, scope)) fail("a scope does not come back from the store");
  }
  const auto header = codec::decode_header(codec::encode_header(state_.header()));
  if (!header || !state::same(*header, state_.header())) fail("the header does not come back from the store");
}

Walked Walk::run() {
  if (!take(command::StartInstance{InstanceId{42}, {}, {}, "ann", values(), {}}, "start")) {
    fail("it cannot be started");
    return walked_;
  }
  for (int i = 0; i < most_commands && live() && !crowded(); ++i) draw_command();
  finish();
  if (reached_) ++reached_->endings[walked_.ending];
  return walked_;
}

/// Does all that is open, again and again, until the case has ended or nothing more can be done.
void Walk::finish() {
  finishing_ = true;
  for (int i = 0; i < most_to_finish && live() && !crowded() && !has_incident("step-limit"); ++i)
    if (!finishing_command()) break;
  if (!walked_.fault.empty()) return;
  if (state_.header().status == state::Status::Completed) return;
  if (state_.header().status == state::Status::Cancelled) {
    walked_.ending = Ending::Cancelled;
    return;
  }
  const std::optional<Ending> why = stuck();
  if (!why) return fail("the case does not end and there is no reason for it");
  walked_.ending = *why;
  take(command::CancelInstance{"test"}, "cancel");
  if (live()) fail("the case cannot be cancelled");
}

bool Walk::has_incident(std::string_view code) const {
  for (const auto& [id, scope] : state_.scopes())
    for (const state::Incident& one : scope.incidents)
      if (one.code == code) return true;
  return false;
}

/// Why it does not end, by the state and the model alone.
std::optional<Ending> Walk::stuck() const {
  bool held = false, works = false;
  for (const auto& [id, scope] : state_.scopes()) {
    for (const state::Token& token : scope.tokens) {
      const bool inclusive = definition_->at(token.element).kind == definition::ElementKind::InclusiveGateway;
      held = held || (token.flow && !(blocks_ && inclusive));
    }
    for (const state::Work& work : scope.work) works = works || is_urgent(work);
    works = works || !scope.incidents.empty();
    works = works || definition_->at(scope.element).kind == definition::ElementKind::AdHocSubProcess;
  }
  if (has_incident("step-limit")) return Ending::Endless;
  if (has_incident("error-not-caught")) return Ending::ErrorUncaught;
  if (works && leads_back()) return Ending::GoesRound;
  if (held && !works) return Ending::Deadlocked;
  return std::nullopt;
}

/// Whether a flow of the model closes a circle, or an activity is repeated.
bool Walk::leads_back() const {
  for (const definition::SequenceFlow& flow : definition_->flows)
    if (reaches(flow.target, flow.source)) return true;
  for (const definition::Element& e : definition_->elements)
    if (e.loop) return true;
  return false;
}

bool Walk::reaches(ElementIndex from, ElementIndex to) const {
  std::set<ElementIndex> seen;
  std::vector<ElementIndex> open{from};
  while (!open.empty()) {
    const definition::Element& e = definition_->at(open.back());
    open.pop_back();
    if (!seen.insert(e.index).second) continue;
    if (e.index == to) return true;
    for (const FlowIndex flow : e.outgoing) open.push_back(definition_->at(flow).target);
    for (const ElementIndex boundary : e.boundary_events) open.push_back(boundary);
    if (e.link_target) open.push_back(e.link_target);
  }
  return false;
}

}  // namespace bihuan::random
