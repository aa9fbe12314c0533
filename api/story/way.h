// Decides what way a case has taken so far: which elements and flows, how often, and what people said on it. A fold of
// the journal. What waits now is the state's to say, what comes next next_steps.h's.
#pragma once

#include <map>
#include <set>

#include "api/story/records.h"

namespace bihuan::story {

/// What somebody handed in.
struct Opinion {
  Instant at, began;  ///< began: when the task was theirs, else when it was made
  DefinitionId definition;
  ElementIndex element;
  std::string by, actor, outcome, opinion;  ///< actor as journalled, for acts in somebody's name
  std::vector<event::Attachment> attachments;
};

struct Way {
  std::map<ElementIndex, std::int64_t> elements;  ///< how often each began
  std::set<FlowIndex> flows;
  std::vector<Opinion> opinions;

  void add(const Record& record, DefinitionId definition);

 private:
  std::map<WorkId, Instant> began_;
};

}  // namespace bihuan::story
