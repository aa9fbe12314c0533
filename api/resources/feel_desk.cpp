#include "api/resources/feel_desk.h"

#include <algorithm>

#include "api/json_writer.h"
#include "engine/feel/built_in.h"
#include "engine/feel/expression.h"

namespace bihuan::resources {
namespace {

using api::JsonObject;

constexpr std::size_t most_completions = 100;

std::string diagnostic_json(const feel::SyntaxError& error) {
  JsonObject out;
  out.number("offset", static_cast<std::int64_t>(error.offset))
      .number("length", static_cast<std::int64_t>(error.length));
  return out.text("message", error.message_zh).text("messageEn", error.message_en).text("severity", "error").done();
}

/// The bytes of a name that end at the offset: letters, digits, "_" and everything that is not ASCII.
std::string_view begun_name(std::string_view text, std::size_t offset) {
  text = text.substr(0, std::min(offset, text.size()));
  const auto is_part = [](unsigned char c) { return std::isalnum(c) || c == '_' || c >= 0x80; };
  std::size_t from = text.size();
  while (from > 0 && is_part(static_cast<unsigned char>(text[from - 1]))) --from;
  return text.substr(from);
}

struct Completion {
  std::string label, insert, kind, detail;
};

std::string completion_json(const Completion& one) {
  JsonObject out;
  return out.text("label", one.label)
      .text("insert", one.insert)
      .text("kind", one.kind)
      .text("detail", one.detail)
      .done();
}

std::vector<Completion> completions(const FeelQuestion& question) {
  std::vector<Completion> out;
  if (!question.offset) return out;
  const std::string_view begun = begun_name(question.text, *question.offset);
  for (const KnownName& one : question.names) {
    if (one.name.starts_with(begun)) out.push_back({one.name, one.name, "variable", one.type});
  }
  for (const feel::BuiltIn& one : feel::built_ins()) {
    if (!one.name.starts_with(begun)) continue;
    const std::string name(one.name);
    out.push_back({name, name + "(", "function", name + "(" + std::string(one.signatures) + ")"});
  }
  if (out.size() > most_completions) out.resize(most_completions);
  return out;
}

}  // namespace

std::string feel_answer_json(const FeelQuestion& question) {
  std::vector<std::string> names;
  for (const KnownName& one : question.names) names.push_back(one.name);
  const auto parsed =
      question.unary ? feel::parse_unary_tests(question.text, names) : feel::parse_expression(question.text, names);
  JsonObject out;
  out.flag("ok", parsed.has_value());
  out.raw("diagnostics", parsed ? "[]" : "[" + diagnostic_json(parsed.error()) + "]");
  out.raw("completions", api::json_list(completions(question), completion_json));
  return out.raw("reads", api::json_texts(parsed ? parsed->reads() : std::vector<std::string>())).done();
}

}  // namespace bihuan::resources
