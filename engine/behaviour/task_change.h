// Decides what a listener's words about its task mean: task.setAssignee("…"), addCandidateUser and their like become
// events. A person's changes are a command (handle/change_task.cpp).
#pragma once

#include "engine/behaviour/expressions.h"

namespace bihuan::behaviour {

/// Names: name, description, owner, assignee, priority, dueDate, followUpDate (null takes away), addCandidateUser(s),
/// addCandidateGroup(s), deleteCandidateUser, deleteCandidateGroup (a text or a list). Others, and values of another
/// kind, are the fault "task-change-not-valid".
Evaluated<void> change_task(Step& step, WorkId task, const ContextEntries& changes);

/// Candidates after these were added and taken away; groups have the prefix "group:".
event::TaskCandidatesSet candidates_after(WorkId id, const state::Task& task, const std::vector<std::string>& adds,
                                          const std::vector<std::string>& removes);

}  // namespace bihuan::behaviour
