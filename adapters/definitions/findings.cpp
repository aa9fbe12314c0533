// Decides order and number of diagnostics: a hostile file with 100,000 faults makes a short list all the same.
#include "adapters/definitions/findings.h"

#include <fmt/format.h>

#include <algorithm>

namespace bihuan::definitions {
namespace {

constexpr std::size_t most = 200;

}  // namespace

void Findings::add(Severity severity, Where where, std::string_view element_id, std::string_view code, std::string zh,
                   std::string en) {
  errors_ += severity == Severity::Error;
  if (found_.size() >= most) {
    ++left_out_;
    return;
  }
  found_.push_back({severity, file_, where, std::string(element_id), std::string(code), std::move(zh), std::move(en)});
}

std::vector<Diagnostic> Findings::take() {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.where.line < b.where.line; });
  if (left_out_ > 0) {
    const Severity severity = errors_ > 0 ? Severity::Error : Severity::Warning;
    found_.push_back({severity,
                      file_,
                      {},
                      "",
                      "more-findings",
                      fmt::format("另有 {} 个问题没有列出，请先改正以上问题。", left_out_),
                      fmt::format("{} more findings are not listed; mend these first.", left_out_)});
  }
  return std::move(found_);
}

Diagnostic diagnostic_of(const XmlFault& fault, std::string_view file) {
  return {Severity::Error, std::string(file), fault.where, "", fault.code, fault.message_zh, fault.message_en};
}

}  // namespace bihuan::definitions
