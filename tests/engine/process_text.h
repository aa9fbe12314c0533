// Decides the compact text in which tests write processes. One line an element or a chain of flows:
//
//   start s                          kinds: start end task user manual service send receive script rule sub eventsub
//   transaction call user review person=ann outcomes="yes,no"     xor and or event catch throw boundary sub s1 { a
//   body, until the line "}" boundary late on=review timer=PT1H noninterrupting s -> review -> x                 flows;
//   after the last one: [id], `if <FEEL>`, `default`
//
// Attributes are key=value or words; a value with spaces stands in double quotes. A leading "=" makes it FEEL.
//   events      message= signal= timer= date= cycle= error= escalation= condition= link= terminate cancel
//               compensate[=activity]; several of them are several definitions, `all` makes them a parallel multiple
//               of the definition before: key= sentKey= messageKey= conversation= ttl= calendar= base= codeVar=
//               messageVar= watch= changes= nowait carry.<name>=
//               instantiate (receive, event), parallel (event)
//   user        person= candidates= role= unit= whoDid= initiator users= groups= assignee= nobody whenEmpty= outcomes=
//               outcomeVar= opinion= attachments=
//               due= dueAt= priority= calendar=
//   undone      undo=<id of the handler> (the boundary event and its association) | handler
//   multiplied  each= as= times= sequential until= collect= of= vote= voteVar= passes= abstains= late
//               index= behavior=one|none|complex throws=signal:n|message:n|escalation:c when=
//   looped      loop= testbefore atmost= | starts= makes= (quantities)
//   complex     activate= (a complex gateway); adhoc { … }: activate= until= sequential keep collect= of=
//   data        data.<name>= (null), data.<name>=[] (a list), data.<name>==FEEL, store.<name>=<id>; on `process` too
//   others      topic= retries= backoff= | do= into= | decision= decisionVersion= map= | process= propagate childKey= binding= version=
//               give.<name>= take.<name>= (own mappings) | in.<name>= out.<name>=
//   dialects    async=before|after|both (with retries= backoff=) skip= on.start= on.end= on.create= on.assignment=
//               on.complete= (also of the process); "${…}" is JUEL, "js:…" a script
#pragma once

#include <string_view>

#include "engine/definition/compile.h"

namespace bihuan::testing {

/// Throws std::runtime_error with the line for a text that is wrong.
definition::ProcessModel read_process(std::string_view text);

/// Reads and compiles; throws with the diagnostics when it is refused.
definition::DefinitionPtr compile_process(std::string_view text);

}  // namespace bihuan::testing
