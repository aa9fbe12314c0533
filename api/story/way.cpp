#include "api/story/way.h"

namespace bihuan::story {

void Way::add(const Record& record, DefinitionId definition) {
  for (const Event& event : record.events) {
    if (const auto* activated = std::get_if<event::ElementActivated>(&event)) ++elements[activated->element];
    if (const auto* taken = std::get_if<event::FlowTaken>(&event)) flows.insert(taken->flow);
    if (const auto* created = std::get_if<event::TaskCreated>(&event)) began_[created->work] = record.at;
    if (const auto* claimed = std::get_if<event::TaskClaimed>(&event)) began_[claimed->work] = record.at;
    if (const auto* given = std::get_if<event::TaskTransferred>(&event)) began_[given->work] = record.at;
    const auto* done = std::get_if<event::TaskCompleted>(&event);
    if (!done) continue;
    const auto began = began_.find(done->work);
    opinions.push_back({record.at, began == began_.end() ? record.at : began->second, definition, done->element,
                        done->by, record.actor, done->outcome, done->opinion, done->attachments});
  }
}

}  // namespace bihuan::story
