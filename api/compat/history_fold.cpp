#include "api/compat/history_fold.h"

#include "adapters/codec/ids.h"
#include "api/compat/shape.h"

namespace bihuan::compat {
namespace {

using state::ScopeKind;

template <class... Fs>
struct Cases : Fs... {
  using Fs::operator()...;
};

}  // namespace

PastActivity* HistoryFold::open(std::uint64_t number) {
  const auto found = open_.find(number);
  return found == open_.end() ? nullptr : &activities_[found->second];
}

/// The activity instance within which something in this scope happens.
std::string HistoryFold::place_of(ScopeId scope) const {
  for (auto at = scopes_.find(scope); at != scopes_.end(); at = scopes_.find(at->second.parent)) {
    const std::uint64_t number = at->second.owner ? at->second.owner.n : at->first.n;
    const auto last = last_.find(number);
    const bool throws = at->second.kind == ScopeKind::Compensation;  // handlers stand beside the event that threw
    if (last != last_.end() && !throws) return activities_[last->second].id;
  }
  return codec::text(instance_);
}

void HistoryFold::begin(std::uint64_t number, ScopeId scope, ElementIndex index, Instant at) {
  const definition::Element& element = definition_.at(index);
  const auto holder = scopes_.find(scope);
  const bool iteration = holder != scopes_.end() && holder->second.kind == ScopeKind::Iteration;
  const bool body = (element.multi_instance || element.loop) && !iteration;
  PastActivity past;
  past.activity = body ? element.id + std::string(body_suffix) : element.id;
  past.id = activity_instance_id(past.activity, instance_, number);
  past.parent = place_of(scope);
  past.name = element.name;
  past.type = body ? "multiInstanceBody" : activity_type(element);
  past.execution = execution_id(instance_, TokenId{number});
  past.start = at;
  past.pending = past.type.starts_with("intermediateLink");
  past.canceled = past.type == "cancelEndEvent" || past.type == "eventBasedGateway";
  open_[number] = last_[number] = last_at_[index] = activities_.size();
  activities_.push_back(std::move(past));
}

void HistoryFold::finish(std::uint64_t number, bool canceled, Instant at) {
  PastActivity* past = open(number);
  if (!past) return;
  past->end = at;
  past->canceled |= canceled;
  past->complete_scope = !past->canceled && past->type.ends_with("EndEvent");
  open_.erase(number);
}

/// What catches an error ends the end event that threw it with the rest of its scope.
void HistoryFold::threw(const event::ErrorThrown& event) {
  const auto last = last_at_.find(event.element);
  if (!event.caught || last == last_at_.end()) return;
  PastActivity& past = activities_[last->second];
  if (past.type == "errorEndEvent") past.canceled = true, past.complete_scope = false;
}

/// A join takes tokens that have each been an instance of it since they came; they are done with it together.
void HistoryFold::activated(const event::ElementActivated& event) {
  for (const TokenId token : event.consumed) finish(token.n, false, event.at);
  if (!open(event.token.n)) begin(event.token.n, event.scope, event.element, event.at);
}

void HistoryFold::set(const event::VariablesSet& event, Instant at) {
  const std::uint64_t place = event.token ? event.token.n : event.scope.n;
  const auto last = last_.find(event.token.n);
  const std::string activity =
      event.token && last != last_.end() ? activities_[last->second].id : place_of(event.scope);
  for (const auto& [name, value] : event.variables) {
    const auto [found, is_new] = current_.try_emplace({place, name}, variables_.size());
    if (!is_new && !variables_[found->second].deleted) {
      variables_[found->second].value = value;
      continue;
    }
    found->second = variables_.size();
    PastVariable past{.name = name, .activity_instance = activity, .value = value, .created = at};
    past.id = codec::text(codec::Reference{instance_, place}) + ":" + name;
    past.execution = execution_id(instance_, TokenId{place == 1 ? 0 : place});
    variables_.push_back(std::move(past));
  }
}

void HistoryFold::removed(const event::VariablesRemoved& event) {
  for (const std::string& name : event.names) {
    const auto found = current_.find({event.token ? event.token.n : event.scope.n, name});
    if (found != current_.end()) variables_[found->second].deleted = true;
  }
}

void HistoryFold::work(WorkId work, TokenId token, const std::string& assignee) {
  const auto found = open_.find(token.n);
  if (found == open_.end()) return;
  tasks_[work] = found->second;
  activities_[found->second].task = codec::text(instance_, work);
  activities_[found->second].assignee = assignee;
}

void HistoryFold::give(WorkId work, const std::string& assignee) {
  if (const auto found = tasks_.find(work); found != tasks_.end()) activities_[found->second].assignee = assignee;
}

void HistoryFold::take(const Event& event, Instant at) {
  std::visit(
      Cases{[&](const event::ScopeOpened& e) {
              scopes_[e.scope] = {e.kind, e.element, e.parent, e.owner};
              if (e.kind == ScopeKind::EventSubProcess) begin(e.scope.n, e.parent, e.element, at);
            },
            [&](const event::ScopeClosed& e) { finish(e.scope.n, !e.completed, at); },
            [&](const event::FlowTaken& e) {
              if (joins(definition_.at(e.element))) begin(e.token.n, e.scope, e.element, e.at);
            },
            [&](const event::ElementActivated& e) { activated(e); },
            [&](const event::ElementCompleted& e) { finish(e.token.n, false, at); },
            [&](const event::ElementTerminated& e) { finish(e.token.n, true, at); },
            [&](const event::VariablesSet& e) { set(e, at); }, [&](const event::VariablesRemoved& e) { removed(e); },
            [&](const event::TaskCreated& e) { work(e.work, e.token, e.task.assignee); },
            [&](const event::TaskClaimed& e) { give(e.work, e.assignee); },
            [&](const event::TaskUnclaimed& e) { give(e.work, ""); },
            [&](const event::TaskTransferred& e) { give(e.work, e.to); },
            [&](const event::TaskChanged& e) {
              if (e.assignee) give(e.work, *e.assignee);
            },
            [&](const event::ErrorThrown& e) { threw(e); },
            [&](const event::CallStarted& e) {
              if (PastActivity* past = open(e.token.n)) past->called = codec::text(e.child);
            },
            [&](const event::ContinuationCreated& e) {
              PastActivity* past = open(e.token.n);
              if (past && e.continuation.kind == state::ContinuationKind::Before)
                past->pending = true, tasks_[e.work] = open_[e.token.n];
            },
            [&](const event::ContinuationRun& e) {
              if (const auto found = tasks_.find(e.work); found != tasks_.end())
                activities_[found->second].pending = false;
            },
            [](const auto&) {}},
      event);
}

void HistoryFold::add(const story::Record& record) {
  for (const Event& event : record.events) take(event, record.at);
}

std::optional<HistoryFold> fold_history(store::Store& store, const host::Snapshot& known,
                                        const store::InstanceRow& row) {
  const host::KnownProcess* process = known.process(row.definition);
  if (!process) return std::nullopt;
  HistoryFold fold(row, *process->definition);
  story::read_records(store, row.id, {}, [&](const story::Record& record) { fold.add(record); });
  return fold;
}

}  // namespace bihuan::compat
