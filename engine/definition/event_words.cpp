// Decides the words for events (event_words.h).
#include "engine/definition/event_words.h"

namespace bihuan::definition {

Word word(EventKind kind) {
  switch (kind) {
    case EventKind::None:
      return {"无触发", "none"};
    case EventKind::Message:
      return {"消息", "message"};
    case EventKind::Timer:
      return {"定时", "timer"};
    case EventKind::Signal:
      return {"信号", "signal"};
    case EventKind::Error:
      return {"错误", "error"};
    case EventKind::Escalation:
      return {"升级", "escalation"};
    case EventKind::Terminate:
      return {"终止", "terminate"};
    case EventKind::Conditional:
      return {"条件", "conditional"};
    case EventKind::Link:
      return {"链接", "link"};
    case EventKind::Compensation:
      return {"补偿", "compensation"};
    case EventKind::Cancel:
      return {"取消", "cancel"};
  }
  return {"", ""};
}

Word position(const Facts& facts, const ElementModel& e) {
  const ElementModel* parent = facts.element(e.parent);
  if (e.kind == ElementKind::BoundaryEvent && !e.interrupting)
    return {"非中断的边界事件", "non-interrupting boundary event"};
  if (e.kind == ElementKind::BoundaryEvent) return {"边界事件", "boundary event"};
  if (e.kind == ElementKind::IntermediateCatchEvent) return {"中间捕获事件", "intermediate catch event"};
  if (e.kind == ElementKind::IntermediateThrowEvent) return {"中间抛出事件", "intermediate throw event"};
  if (e.kind == ElementKind::EndEvent && parent && parent->kind == ElementKind::AdHocSubProcess)
    return {"自由子流程的结束事件", "end event of an ad-hoc sub-process"};
  if (e.kind == ElementKind::EndEvent) return {"结束事件", "end event"};
  if (parent && parent->kind == ElementKind::EventSubProcess && !e.interrupting)
    return {"事件子流程的非中断开始事件", "non-interrupting start event of an event sub-process"};
  if (parent && parent->kind == ElementKind::EventSubProcess)
    return {"事件子流程的开始事件", "start event of an event sub-process"};
  if (parent && parent->kind == ElementKind::AdHocSubProcess)
    return {"自由子流程的开始事件", "start event of an ad-hoc sub-process"};
  if (parent && is_sub_process(parent->kind)) return {"子流程的开始事件", "start event of a sub-process"};
  return {"流程的开始事件", "start event of a process"};
}

}  // namespace bihuan::definition
