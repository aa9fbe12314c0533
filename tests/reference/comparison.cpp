// The engine beside the reference interpreter (comparison.h).
#include "tests/reference/comparison.h"

#include <algorithm>
#include <map>

#include "engine/definition/compile.h"

namespace bihuan::reference {
namespace {

const ZoneOffset& no_zones() {
  static const ZoneOffset utc = [](std::string_view, std::int64_t, bool) { return std::optional<std::int32_t>(0); };
  return utc;
}

state::Variables values(const Numbers& numbers) {
  state::Variables made;
  for (const auto& [name, value] : numbers) made.emplace_back(name, Value(value));
  return made;
}

std::string line(const char* what, const std::string& id, int reference, int engine) {
  if (reference == engine) return {};
  return std::string("  ") + what + " " + id + ": reference " + std::to_string(reference) + ", engine " +
         std::to_string(engine) + "\n";
}

std::string differences(const ProcessModel& model, const Observation& reference, const Observation& engine) {
  std::string all = line("ended", "", reference.ended, engine.ended);
  for (std::size_t i = 0; i < model.elements.size(); ++i) {
    const std::string& id = model.elements[i].id;
    all += line("waits at", id, reference.waiting[i], engine.waiting[i]);
    all += line("incidents at", id, reference.troubled[i], engine.troubled[i]);
    all += line("completed", id, reference.completed[i], engine.completed[i]);
  }
  for (std::size_t i = 0; i < model.flows.size(); ++i) {
    all += line("taken", model.flows[i].id, reference.taken[i], engine.taken[i]);
    all += line("held on", model.flows[i].id, reference.standing[i], engine.standing[i]);
  }
  return all;
}

/// The interpreter with moves in any order: whether some order agrees with what the engine showed after each command.
bool some_order_agrees(const ProcessModel& model, const std::vector<Act>& acts, const std::vector<Observation>& shown) {
  for (unsigned order = 1; order <= 400; ++order) {
    Interpreter again(model, order);
    std::size_t i = 0;
    while (i < shown.size() && again.act(acts[i]) && again.look() == shown[i]) ++i;
    if (i == shown.size()) return true;
  }
  return false;
}

}  // namespace

definition::DefinitionPtr compiled(const ProcessModel& model, std::string& why) {
  auto made = definition::compile(model, "reference");
  if (made) return made->definition;
  for (const auto& one : made.error()) why += one.element_id + " " + one.code + " " + one.message_en + "\n";
  return nullptr;
}

Engine::Engine(const ProcessModel& model, definition::DefinitionPtr definition) : definition_(std::move(definition)) {
  context_.now = Instant{1'790'557'200LL * us_per_second};
  context_.actor = "system";
  context_.next_instance = InstanceId{1000};
  context_.zones = &no_zones();
  const auto position = [](const auto& list, const std::string& id) {
    return static_cast<std::size_t>(std::ranges::find(list, id, [](const auto& one) { return one.id; }) - list.begin());
  };
  for (const definition::Element& e : definition_->elements) element_at_.push_back(position(model.elements, e.id));
  for (const definition::SequenceFlow& f : definition_->flows) flow_at_.push_back(position(model.flows, f.id));
  seen_.completed.resize(model.elements.size());
  seen_.taken.resize(model.flows.size());
}

/// The oldest incident of the element.
std::optional<Command> Engine::retry(const Act& act) const {
  IncidentId oldest;
  for (const auto& [id, scope] : state_.scopes())
    for (const state::Incident& one : scope.incidents)
      if (definition_->at(one.element).id == act.element && (!oldest || one.id < oldest)) oldest = one.id;
  if (!oldest) return std::nullopt;
  return command::RetryIncident{oldest, 3};
}

std::optional<Command> Engine::command(const Act& act) {
  if (act.kind == Act::Kind::Start)
    return command::StartInstance{InstanceId{42}, {}, {}, "ann", values(act.numbers), {}};
  if (act.kind == Act::Kind::Retry) return retry(act);
  std::map<WorkId, const state::Work*> open;
  for (const auto& [id, scope] : state_.scopes())
    for (const state::Work& work : scope.work)
      if (definition_->at(work.element).id == act.element) open[work.id] = &work;
  if (open.size() <= act.nth) return std::nullopt;
  const state::Work& work = *std::next(open.begin(), static_cast<std::ptrdiff_t>(act.nth))->second;
  if (act.kind == Act::Kind::Error)
    return command::ThrowJobError{work.id, "worker", act.code, "broken", values(act.numbers)};
  if (std::get_if<state::Task>(&work.detail))
    return command::CompleteTask{work.id, {}, {}, {}, values(act.numbers), {}};
  if (std::get_if<state::Job>(&work.detail)) return command::CompleteJob{work.id, "worker", values(act.numbers)};
  if (const auto* timer = std::get_if<state::Timer>(&work.detail)) {
    context_.now = std::max(context_.now, timer->due);
    return command::FireTimer{work.id};
  }
  return command::Trigger{work.id, "m", values(act.numbers)};
}

bool Engine::act(const Act& act) {
  if (act.kind == Act::Kind::Retry && !act.numbers.empty()) {
    const auto set = step(*definition_, state_, command::SetVariables{{}, values(act.numbers)}, context_);
    if (!set) return false;
    state_.keep();
    count(set->events);
  }
  const std::optional<Command> made = command(act);
  if (!made) return false;
  const auto outcome = step(*definition_, state_, *made, context_);
  if (!outcome) return false;
  state_.keep();
  context_.next_instance.n += outcome->instances_used;
  count(outcome->events);
  count_open();
  return true;
}

void Engine::count(const std::vector<Event>& events) {
  for (const Event& event : events) {
    if (const auto* done = std::get_if<event::ElementCompleted>(&event))
      seen_.completed[element_at_[done->element.i]] += counts(definition_->at(done->element).kind);
    if (const auto* flow = std::get_if<event::FlowTaken>(&event)) ++seen_.taken[flow_at_[flow->flow.i]];
  }
}

void Engine::count_open() {
  seen_.waiting.assign(seen_.completed.size(), 0);
  seen_.troubled.assign(seen_.completed.size(), 0);
  seen_.standing.assign(seen_.taken.size(), 0);
  for (const auto& [id, scope] : state_.scopes()) {
    for (const state::Work& work : scope.work) ++seen_.waiting[element_at_[work.element.i]];
    for (const state::Incident& one : scope.incidents) ++seen_.troubled[element_at_[one.element.i]];
    for (const state::Token& token : scope.tokens)
      if (token.flow) ++seen_.standing[flow_at_[token.flow.i]];
  }
  seen_.ended = state_.header().status == state::Status::Completed;
}

bool is_ordered(const ProcessModel& model) {
  for (const ElementModel& e : model.elements) {
    const EventKind kind = event_of(e);
    const bool throws = e.kind == ElementKind::EndEvent || e.kind == ElementKind::IntermediateThrowEvent;
    if (throws && (kind == EventKind::Terminate || kind == EventKind::Error || kind == EventKind::Escalation))
      return true;
    if (e.multi_instance && !e.multi_instance->completion_condition.empty()) return true;
    if (e.kind == ElementKind::ComplexGateway || e.start_quantity > 1) return true;
  }
  return false;
}

std::string told(const Act& act) {
  static const char* const verbs[] = {"start", "complete", "error", "retry"};
  std::string text = verbs[static_cast<std::size_t>(act.kind)];
  if (!act.element.empty()) text += " " + act.element;
  if (act.nth > 0) text += " #" + std::to_string(act.nth);
  if (!act.code.empty()) text += " " + act.code;
  std::string numbers;
  for (const auto& [name, value] : act.numbers)
    numbers += (numbers.empty() ? "" : ", ") + name + ": " + std::to_string(value);
  return text + " {" + numbers + "}";
}

Difference compare(const ProcessModel& model, const std::vector<Act>& acts) {
  std::string why;
  const definition::DefinitionPtr definition = compiled(model, why);
  if (definition == nullptr) return {Verdict::Refused, 0, why};
  return compare(model, definition, acts);
}

Difference compare(const ProcessModel& model, const definition::DefinitionPtr& definition,
                   const std::vector<Act>& acts) {
  Interpreter reference(model);
  Engine engine(model, definition);
  std::vector<Act> done;
  std::vector<Observation> shown;
  std::string told_differences;
  for (const Act& act : acts) {
    if (!reference.act(act)) continue;
    if (reference.diverged()) return {Verdict::Diverged, done.size(), {}};
    done.push_back(act);
    if (!engine.act(act)) return {Verdict::Differ, done.size(), "  the engine refuses: " + told(act) + "\n"};
    for (const std::string& rule : engine.broken())
      return {Verdict::Differ, done.size(), "  broken in the engine: " + rule + "\n"};
    shown.push_back(engine.look());
    const Observation seen = reference.look();
    if (seen == shown.back()) continue;
    told_differences = differences(model, seen, shown.back());
    break;
  }
  if (told_differences.empty()) return {};
  if (is_ordered(model) && some_order_agrees(model, done, shown)) return {};
  return {Verdict::Differ, done.size(), told_differences};
}

}  // namespace bihuan::reference
