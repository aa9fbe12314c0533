// Decides the smallest process in which an element or an event can be tried (coverage.h).
#pragma once

#include <string>
#include <string_view>

#include "engine/definition/model.h"

namespace bihuan::analysis {

class Probe {
 public:
  Probe();

  definition::ElementModel& add(const std::string& id, definition::ElementKind kind, const std::string& parent);
  void flow(const std::string& source, const std::string& target, const std::string& parent);
  /// start → task → end, in the process or a sub-process; their ids begin with the prefix.
  void frame(const std::string& parent, const std::string& prefix);
  definition::ElementModel& element(std::string_view id);
  /// Makes the element this kind, with everything that it must say and what must be inside it or behind it.
  void become(const std::string& id, definition::ElementKind kind);

  bool is_accepted() const;

 private:
  definition::ProcessModel process_;
};

/// Gives the event a definition of this kind, with everything that it must say.
void set_event(definition::ElementModel& element, definition::EventKind kind);

}  // namespace bihuan::analysis
