#include "api/resources/feel_desk.h"

#include "api/json_writer.h"
#include "engine/feel/check.h"
#include "engine/feel/complete.h"
#include "engine/feel/expression.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;

std::string syntax_json(const feel::SyntaxError& error) {
  JsonObject out;
  out.number("offset", static_cast<std::int64_t>(error.offset));
  out.number("length", static_cast<std::int64_t>(error.length));
  return out.text("message", error.message_zh).text("messageEn", error.message_en).text("severity", "error").done();
}

std::string finding_json(const feel::Finding& one) {
  JsonObject out;
  out.number("offset", static_cast<std::int64_t>(one.offset)).number("length", static_cast<std::int64_t>(one.length));
  out.text("message", one.zh).text("messageEn", one.en);
  out.text("severity", one.weight == feel::Weight::Error ? "error" : "warning");
  return out.text_if("suggestion", one.suggestion).done();
}

std::string_view kind_of(feel::CandidateKind kind) {
  switch (kind) {
    case feel::CandidateKind::Variable:
      return "variable";
    case feel::CandidateKind::Field:
      return "field";
    case feel::CandidateKind::Function:
      return "function";
    case feel::CandidateKind::Keyword:
      return "keyword";
  }
  return "";
}

/// `replaced` counts the bytes before the cursor that `insert` takes the place of.
std::string candidate_json(const feel::Candidate& one) {
  JsonObject out;
  out.text("label", one.text).text("insert", one.text).text("kind", kind_of(one.kind)).text("detail", one.detail);
  out.number("replaced", static_cast<std::int64_t>(one.replaced));
  return out.text_if("words", one.zh).text_if("wordsEn", one.en).done();
}

}  // namespace

std::string feel_answer_json(const FeelQuestion& question) {
  std::vector<std::string> names;
  std::vector<feel::TypedName> typed;
  for (const KnownName& one : question.names) {
    names.push_back(one.name);
    typed.push_back({one.name, one.type.empty() ? feel::Type() : feel::type_of_name(one.type)});
  }
  // Not closed: a case may hold variables that the panel does not know of.
  const feel::CheckScope scope{.names = typed, .closed = false, .input = {}};
  const auto parsed =
      question.unary ? feel::parse_unary_tests(question.text, names) : feel::parse_expression(question.text, names);
  JsonObject out;
  out.flag("ok", parsed.has_value());
  out.raw("diagnostics",
          parsed ? api::json_list(feel::check(*parsed, scope), finding_json) : "[" + syntax_json(parsed.error()) + "]");
  const auto offered =
      question.offset ? feel::complete(question.text, *question.offset, scope) : std::vector<feel::Candidate>();
  out.raw("completions", api::json_list(offered, candidate_json));
  return out.raw("reads", api::json_texts(parsed ? parsed->reads() : std::vector<std::string>())).done();
}

}  // namespace bihuan::resources
