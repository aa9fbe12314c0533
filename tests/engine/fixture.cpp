// The fixture's checks and look-ups (fixture.h).
#include "tests/engine/fixture.h"

#include "adapters/codec/records.h"
#include "engine/feel/expression.h"
#include "engine/state/evolve.h"
#include "tests/engine/trace.h"

namespace bihuan::testing {
namespace {

const ZoneOffset& zones() {
  static const ZoneOffset eight_hours_east = [](std::string_view, std::int64_t, bool) {
    return std::optional<std::int32_t>(8 * 3600);
  };
  return eight_hours_east;
}

const calendar::WorkingCalendar& office() {
  static const calendar::WorkingCalendar week = calendar::office_week("office", "Asia/Shanghai");
  return week;
}

std::string kind_of(const state::Work& work) {
  struct Name {
    std::string operator()(const state::Task&) const { return "task"; }
    std::string operator()(const state::Job&) const { return "job"; }
    std::string operator()(const state::Timer&) const { return "timer"; }
    std::string operator()(const state::Subscription& s) const {
      return s.kind == state::SubscriptionKind::Message ? "message" : "signal";
    }
    std::string operator()(const state::Call&) const { return "call"; }
    std::string operator()(const state::Condition&) const { return "condition"; }
    std::string operator()(const state::Continuation&) const { return "continuation"; }
  };
  return std::visit(Name{}, work.detail);
}

/// All work of the instance in order of its number.
std::map<WorkId, const state::Work*> all_work(const state::State& state) {
  std::map<WorkId, const state::Work*> found;
  for (const auto& [id, scope] : state.scopes())
    for (const state::Work& work : scope.work) found[work.id] = &work;
  return found;
}

}  // namespace

Value value(std::string_view text) {
  const auto parsed = feel::parse_expression(text);
  if (!parsed) throw std::runtime_error("not FEEL: " + std::string(text));
  const feel::Variables none{[](void*, std::string_view) -> const Value* { return nullptr; }, nullptr};
  return parsed->evaluate(none, {}).value().value;
}

Variables variables(std::string_view text) {
  const Value context = value(text);
  return context.context() == nullptr ? Variables{} : *context.context();
}

std::string text(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

void Case::init() {
  context.now = Instant{1'790'557'200LL * us_per_second};  // 2026-09-28T01:00:00Z
  context.actor = "system";
  context.next_instance = InstanceId{1000};
  context.answers = &answers;
  context.scripts = &scripts;
  context.zones = &zones();
  context.calendar = [](std::string_view id) { return id == "office" ? &office() : nullptr; };
}

void Case::check_stored(const std::vector<Event>& events) const {
  const auto back = codec::decode_events(codec::encode_events(events));
  ASSERT_TRUE(back.has_value()) << back.error().message;
  EXPECT_EQ(trace_of(*back, *definition), trace_of(events, *definition));
  for (const auto& [id, scope] : state.scopes()) {
    const auto again = codec::decode_scope(codec::encode_scope(scope));
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_TRUE(state::same(*again, scope)) << "scope " << id.n << " does not come back from the store";
  }
  const auto header = codec::decode_header(codec::encode_header(state.header()));
  ASSERT_TRUE(header.has_value());
  EXPECT_TRUE(state::same(*header, state.header()));
}

void Case::check(const state::State& before, const Result& result, const Command& command) {
  if (!result) {
    EXPECT_TRUE(state == before) << "a refused step changed the state";
    EXPECT_TRUE(state.changed().empty());
    return;
  }
  for (const std::string& broken : broken_invariants(*definition, state)) ADD_FAILURE() << broken;
  state::State again = before;
  const Result twin = step(*definition, again, command, context);
  ASSERT_TRUE(twin.has_value());
  EXPECT_EQ(trace_of(twin->events, *definition), trace_of(result->events, *definition))
      << "the same step gave other events";
  again.roll_back();
  EXPECT_TRUE(again == before) << "roll_back did not take the step back";
  EXPECT_TRUE(broken_invariants(*definition, again).empty() || !before.header().id);
  check_stored(result->events);
}

Result Case::run(const Command& command) {
  const state::State before = state;
  Result result = step(*definition, state, command, context);
  check(before, result, command);
  const Needs* needs = result ? nullptr : std::get_if<Needs>(&result.error());
  if (needs != nullptr && !needs->scripts.empty() && run_script) {
    for (const ScriptQuestion& question : needs->scripts) scripts.emplace_back(question, run_script(question));
    return run(command);
  }
  if (!result) return result;
  journal.insert(journal.end(), result->events.begin(), result->events.end());
  context.next_instance.n += result->instances_used;
  EXPECT_TRUE(replay(journal) == state) << "the fold of the journal is not the state";
  state.keep();
  for (const Event& event : result->events)
    if (const auto* set = std::get_if<event::VariablesSet>(&event); set && set->scope == ScopeId{1} && !set->token)
      for (const auto& [name, value] : set->variables) {
        std::erase_if(process_variables, [&](const auto& entry) { return entry.first == name; });
        process_variables.emplace_back(name, value);
      }
  return result;
}

void Case::accept(const Command& command) {
  const Result result = run(command);
  if (result) return;
  const Rejection* rejection = std::get_if<Rejection>(&result.error());
  ADD_FAILURE() << (rejection ? rejection->message_en : "needs look-ups");
}

Rejection Case::refused(const Command& command, RejectionCode code) {
  const Result result = run(command);
  if (result) {
    ADD_FAILURE() << "it was accepted";
    return {};
  }
  const Rejection* rejection = std::get_if<Rejection>(&result.error());
  EXPECT_NE(rejection, nullptr);
  if (rejection == nullptr) return {};
  EXPECT_EQ(rejection->code, code) << rejection->message_en;
  EXPECT_FALSE(rejection->message_zh.empty());
  return *rejection;
}

void Case::start(std::string_view feel, const std::string& start_event) {
  accept(command::StartInstance{InstanceId{42}, start_event, {}, "ann", variables(feel), {}});
}

void Case::complete(const std::string& task, std::string_view feel, const std::string& outcome, std::size_t nth) {
  accept(command::CompleteTask{work(task, nth), {}, outcome, {}, variables(feel), {}});
}

void Case::done(const std::string& job, std::string_view feel, std::size_t nth) {
  accept(command::CompleteJob{work(job, nth), "worker", variables(feel)});
}

void Case::trigger(const std::string& event, std::string_view feel) {
  accept(command::Trigger{work(event), "m-1", variables(feel)});
}

void Case::fire(const std::string& event) {
  context.now = std::max(context.now, std::get<state::Timer>(work_of(event).detail).due);
  accept(command::FireTimer{work(event)});
}

void Case::retry(const std::string& element) {
  for (const auto& [id, scope] : state.scopes())
    for (const state::Incident& incident : scope.incidents)
      if (definition->at(incident.element).id == element) return accept(command::RetryIncident{incident.id, 3});
  ADD_FAILURE() << "no incident at " << element;
}

WorkId Case::work(const std::string& element, std::size_t nth) const {
  return work_of(element, nth).id;
}

const state::Work& Case::work_of(const std::string& element, std::size_t nth) const {
  for (const auto& [id, work] : all_work(state))
    if (definition->at(work->element).id == element && nth-- == 0) return *work;
  throw std::runtime_error("no open work at " + element);
}

std::size_t Case::count_open(const std::string& element) const {
  std::size_t count = 0;
  for (const auto& [id, work] : all_work(state)) count += definition->at(work->element).id == element;
  return count;
}

std::vector<std::string> Case::open() const {
  std::vector<std::string> found;
  for (const auto& [id, work] : all_work(state))
    found.push_back(kind_of(*work) + " " + definition->at(work->element).id);
  return found;
}

std::vector<std::string> Case::completed() const {
  std::vector<std::string> found;
  for (const auto& event : events<event::ElementCompleted>()) found.push_back(definition->at(event.element).id);
  return found;
}

std::vector<std::string> Case::terminated() const {
  std::vector<std::string> found;
  for (const auto& event : events<event::ElementTerminated>()) found.push_back(definition->at(event.element).id);
  return found;
}

std::vector<std::string> Case::incidents() const {
  std::vector<std::string> found;
  for (const auto& [id, scope] : state.scopes())
    for (const state::Incident& one : scope.incidents)
      found.push_back(one.code + " " + (one.element ? definition->at(one.element).id : ""));
  return found;
}

Value Case::variable(const std::string& name) const {
  const Value* found = state::find(process_variables, name);
  return found == nullptr ? Value() : *found;
}

}  // namespace bihuan::testing
