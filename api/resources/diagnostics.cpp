#include "api/resources/diagnostics.h"

#include "api/json_writer.h"

namespace bihuan::resources {

using api::JsonObject;

std::string diagnostics_json(const std::vector<definition::Diagnostic>& diagnostics) {
  return api::json_list(diagnostics, [](const definition::Diagnostic& one) {
    JsonObject out;
    out.text("severity", one.severity == definition::Severity::Error ? "error" : "warning").text("file", one.file);
    out.number("line", one.where.line).number("column", one.where.column).text("element", one.element_id);
    return out.text("code", one.code).text("message", one.message_zh).text("messageEn", one.message_en).done();
  });
}

std::string soundness_json(const std::vector<host::Soundness>& verdicts) {
  return api::json_list(verdicts, [](const host::Soundness& one) {
    JsonObject out;
    out.text("process", one.process);
    if (const auto* sound = std::get_if<analysis::Sound>(&one.verdict)) {
      out.text("verdict", "sound").number("markings", static_cast<std::int64_t>(sound->markings));
    } else if (const auto* bad = std::get_if<analysis::NotSound>(&one.verdict)) {
      out.text("verdict", "not-sound").raw("path", api::json_texts(bad->path)).text("stuckAt", bad->stuck_at);
      out.flag("endless", bad->endless).text("message", bad->message_zh).text("messageEn", bad->message_en);
    } else if (const auto* unknown = std::get_if<analysis::Unknown>(&one.verdict)) {
      out.text("verdict", "unknown").text("message", unknown->reason_zh).text("messageEn", unknown->reason_en);
    }
    return out.done();
  });
}

}  // namespace bihuan::resources
