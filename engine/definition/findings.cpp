// Decides the order of findings and what elements are called in them.
#include "engine/definition/findings.h"

#include <algorithm>

namespace bihuan::definition {

std::string label_zh(const ElementModel& element) {
  return element.name.empty() ? "“" + element.id + "”" : "“" + element.name + "”（" + element.id + "）";
}

std::string label_en(const ElementModel& element) {
  return element.name.empty() ? "\"" + element.id + "\"" : "\"" + element.name + "\" (" + element.id + ")";
}

void Findings::add(Severity severity, const std::string& id, Where where, std::string code, std::string zh,
                   std::string en) {
  if (severity == Severity::Error) ++errors_;
  all_.push_back({severity, file_, where, id, std::move(code), std::move(zh), std::move(en)});
}

void Findings::error(const std::string& id, Where where, std::string code, std::string zh, std::string en) {
  add(Severity::Error, id, where, std::move(code), std::move(zh), std::move(en));
}
void Findings::warning(const std::string& id, Where where, std::string code, std::string zh, std::string en) {
  add(Severity::Warning, id, where, std::move(code), std::move(zh), std::move(en));
}
void Findings::error(const ElementModel& e, std::string code, std::string zh, std::string en) {
  error(e.id, e.where, std::move(code), std::move(zh), std::move(en));
}
void Findings::warning(const ElementModel& e, std::string code, std::string zh, std::string en) {
  warning(e.id, e.where, std::move(code), std::move(zh), std::move(en));
}
void Findings::error(const FlowModel& f, std::string code, std::string zh, std::string en) {
  error(f.id, f.where, std::move(code), std::move(zh), std::move(en));
}
void Findings::warning(const FlowModel& f, std::string code, std::string zh, std::string en) {
  warning(f.id, f.where, std::move(code), std::move(zh), std::move(en));
}

std::vector<Diagnostic> Findings::take() {
  std::stable_sort(all_.begin(), all_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.where.line < b.where.line; });
  return std::move(all_);
}

}  // namespace bihuan::definition
