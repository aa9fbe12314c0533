// Processes of a size that a test or a measurement chooses: chains, chains of joins, nested sub-processes, loops whose
// completions can be compensated.
#pragma once

#include <string>

#include "engine/definition/model.h"

namespace bihuan::testing {

inline definition::ElementModel node(const std::string& id, definition::ElementKind kind,
                                     const std::string& parent = "p") {
  definition::ElementModel e;
  e.id = id;
  e.kind = kind;
  e.parent = id == parent ? "" : parent;
  return e;
}

inline definition::ProcessModel empty_process() {
  definition::ProcessModel process;
  process.id = process.name = "p";
  process.executable = true;
  process.elements.push_back(node("p", definition::ElementKind::Process));
  return process;
}

inline void connect(definition::ProcessModel& process, const std::string& source, const std::string& target,
                    const std::string& parent = "p") {
  definition::FlowModel flow;
  flow.id = source + ">" + target;
  flow.source = source;
  flow.target = target;
  flow.parent = parent;
  process.flows.push_back(std::move(flow));
}

/// A start event and so many tasks in a row.
inline definition::ProcessModel chain(int tasks) {
  using definition::ElementKind;
  definition::ProcessModel process = empty_process();
  process.elements.push_back(node("t0", ElementKind::StartEvent));
  for (int i = 1; i <= tasks; ++i) {
    process.elements.push_back(node("t" + std::to_string(i), ElementKind::Task));
    connect(process, "t" + std::to_string(i - 1), "t" + std::to_string(i));
  }
  return process;
}

/// So many blocks in a row: an inclusive split, two tasks, an inclusive join.
inline definition::ProcessModel chain_of_joins(int blocks) {
  using definition::ElementKind;
  definition::ProcessModel process = empty_process();
  process.elements.push_back(node("j0", ElementKind::StartEvent));
  for (int i = 1; i <= blocks; ++i) {
    const std::string n = std::to_string(i), before = "j" + std::to_string(i - 1);
    process.elements.push_back(node("g" + n, ElementKind::InclusiveGateway));
    process.elements.push_back(node("a" + n, ElementKind::Task));
    process.elements.push_back(node("b" + n, ElementKind::Task));
    process.elements.push_back(node("j" + n, ElementKind::InclusiveGateway));
    connect(process, before, "g" + n);
    connect(process, "g" + n, "a" + n), connect(process, "g" + n, "b" + n);
    connect(process, "a" + n, "j" + n), connect(process, "b" + n, "j" + n);
  }
  return process;
}

/// Sub-processes in each other, so deep; the innermost holds a task that an activity of its own level can undo, and the
/// whole is compensated at the end.
inline definition::ProcessModel nested(int depth) {
  using definition::ElementKind;
  definition::ProcessModel process = empty_process();
  std::string parent = "p";
  for (int i = 1; i <= depth; ++i) {
    const std::string id = "s" + std::to_string(i);
    process.elements.push_back(node(id, ElementKind::SubProcess, parent));
    parent = id;
  }
  process.elements.push_back(node("a", ElementKind::Task, parent));
  process.elements.push_back(node("a_undo", ElementKind::BoundaryEvent, parent));
  process.elements.back().attached_to = "a";
  process.elements.back().events = {{.kind = definition::EventKind::Compensation}};
  process.elements.back().compensation_handler = "h";
  process.elements.push_back(node("h", ElementKind::Task, parent));
  process.elements.back().for_compensation = true;
  process.elements.push_back(node("end", ElementKind::EndEvent));
  process.elements.back().events = {{.kind = definition::EventKind::Compensation}};
  connect(process, "s1", "end");
  return process;
}

/// A person goes round and round; each completion can be undone.
constexpr const char* compensable_loop = "start s\nxor m\nuser a undo=un_a\ntask un_a handler\ns -> m -> a -> m";

/// Goes round `times` times by itself, then undoes all.
constexpr const char* loop_that_is_undone = R"(start s
xor m
script a do="n + 1" into=n undo=un_a
script un_a handler do="n" into=last
xor x
end e compensate
s -> m -> a -> x
x -> m [again] if n < times
x -> e default)";

}  // namespace bihuan::testing
