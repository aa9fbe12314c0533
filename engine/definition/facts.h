// Decides how a process model is looked up while it is checked: by id, by scope, by flow. It tolerates every error that
// the rules are there to find: an id that is given twice means its first element, a flow that dangles is in no list.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/definition/model.h"

namespace bihuan::definition {

bool is_task(ElementKind kind);
bool is_activity(ElementKind kind);  ///< tasks, sub-processes, call activities; not event sub-processes
bool is_gateway(ElementKind kind);
bool is_sub_process(ElementKind kind);  ///< embedded, transaction, ad-hoc; not event sub-processes
bool is_event(ElementKind kind);
bool is_catch(ElementKind kind);      ///< start, intermediate catch, boundary
bool is_container(ElementKind kind);  ///< process, sub-process, event sub-process
/// The kind of an event's first event definition; None when it has none.
EventKind event_kind(const ElementModel& event);

/// The shape of an id of a form, calendar, decision or process: letters, digits, "-", "_", "." and what is not ASCII.
bool is_file_id(std::string_view id);

/// Positions in ProcessModel::elements and ::flows.
struct Node {
  std::vector<std::size_t> incoming, outgoing;  ///< flows, document order
  std::vector<std::size_t> children;            ///< flow nodes directly inside, without event sub-processes
  std::vector<std::size_t> event_sub_processes;
  std::vector<std::size_t> boundary_events;
};

class Facts {
 public:
  explicit Facts(const ProcessModel& process);

  const ProcessModel& process;
  const ElementModel* element(std::string_view id) const;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t index(std::string_view id) const;  ///< none if there is no such element
  const Node& node(const ElementModel& e) const {
    return nodes_[static_cast<std::size_t>(&e - process.elements.data())];
  }
  const Node& node(std::size_t i) const { return nodes_[i]; }
  std::vector<const FlowModel*> incoming(const ElementModel& e) const { return flows(node(e).incoming); }
  std::vector<const FlowModel*> outgoing(const ElementModel& e) const { return flows(node(e).outgoing); }
  /// The nodes with which a scope begins: its start events, or, when it has none, every node without incoming flow
  /// (BPMN 2.0.2, 10.5.2; 13.2).
  std::vector<std::size_t> starts(std::size_t container) const;
  std::vector<std::size_t> entries(std::size_t container) const;

 private:
  std::vector<const FlowModel*> flows(const std::vector<std::size_t>& positions) const;

  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::vector<Node> nodes_;
};

}  // namespace bihuan::definition
