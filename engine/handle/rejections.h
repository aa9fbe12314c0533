// Decides the words of rejections, and what a command may find: the work it names, open and of the right kind.
#pragma once

#include <string>
#include <variant>

#include "engine/handle/handle.h"

namespace bihuan::handle {

std::unexpected<Rejection> refuse(RejectionCode code, std::string message_zh, std::string message_en);
std::unexpected<Rejection> refuse_input(std::string pointer, std::string message_zh, std::string message_en);

/// The work that a command names, where it stands.
template <class Detail>
struct Found {
  Place at;
  ElementIndex element;
  Detail detail;
};

/// Null when there is no such work, or it is held up by a step-limit incident (then `held` is true).
const state::Work* find_open_work(const Step& step, WorkId id, bool& held);

/// The person is the assignee, or a candidate of a task that nobody has; an empty person is by force.
Handled may_act(const state::Task& task, const std::string& person);

/// A listener of a task failed while a person acted: the act is refused and nothing has changed.
std::unexpected<Rejection> refused_by_listener(const Fault& fault);

std::unexpected<Rejection> no_such_work(WorkId id, const char* what_zh, const char* what_en);
std::unexpected<Rejection> held_up(WorkId id);

template <class Detail>
std::expected<Found<Detail>, Rejection> find_work(const Step& step, WorkId id, const char* what_zh,
                                                  const char* what_en) {
  bool held = false;
  const state::Work* work = find_open_work(step, id, held);
  const Detail* detail = work == nullptr ? nullptr : std::get_if<Detail>(&work->detail);
  if (held) return held_up(id);
  if (detail == nullptr) return no_such_work(id, what_zh, what_en);
  return Found<Detail>{{step.state().scope_of(id), work->token}, work->element, *detail};
}

}  // namespace bihuan::handle
