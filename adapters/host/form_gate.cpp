#include "adapters/host/form_gate.h"

#include "adapters/definitions/form_check.h"

namespace bihuan::host {

std::vector<InputFault> form_faults(const Snapshot& known, const definition::Element& element, std::uint64_t deployment,
                                    const state::Variables& submitted, const feel::Environment& env) {
  std::vector<InputFault> faults;
  if (!element.user_task || element.user_task->form.ref.empty()) return faults;
  const definition::FormModel& form = element.user_task->form;
  const KnownForm* found = known.form(form.ref, form.binding, deployment);
  if (!found) return faults;
  for (definitions::FieldError& error : definitions::check_values(*found->schema, form.fields, submitted, env)) {
    faults.push_back({"/variables" + error.pointer, std::move(error.message_zh), std::move(error.message_en)});
  }
  return faults;
}

}  // namespace bihuan::host
