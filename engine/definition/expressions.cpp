// Decides which languages count as FEEL and what a parse error says.
#include "engine/definition/expressions.h"

#include <array>

namespace bihuan::definition {
namespace {

bool is_feel(std::string_view language) {
  if (language.empty() || language == "feel" || language == "FEEL" || language == "text/feel") return true;
  // The URIs of the DMN versions: https://www.omg.org/spec/DMN/20230324/FEEL/, http://www.omg.org/spec/FEEL/20140401.
  return language.find("omg.org/spec/") != std::string_view::npos && language.find("FEEL") != std::string_view::npos;
}

void add_names_of(const ElementModel& e, feel::KnownNames& known) {
  for (const MappingText& m : e.inputs) known.add(m.target);
  for (const MappingText& m : e.outputs) known.add(m.target);
  for (const FieldAccess& field : e.form.fields) known.add(field.key);
  for (const EventDefinitionModel& event : e.events) {
    known.add(event.code_variable);
    known.add(event.message_variable);
  }
  for (const DataModel& data : e.data) known.add(data.name);
  for (const MappingText& m : e.call.out) known.add(m.target);
  known.add(e.initiator_variable);
  known.add(e.work.outcome_variable);
  known.add(e.result_variable);
  if (e.ad_hoc) known.add(e.ad_hoc->output_collection);
  if (!e.multi_instance) return;
  known.add(e.multi_instance->element_variable);
  known.add(e.multi_instance->output_collection);
  known.add(e.multi_instance->index_variable);
  if (e.multi_instance->vote) known.add(e.multi_instance->vote->variable);
}

/// Characters, not bytes: that is what a person counts.
std::size_t character(std::string_view text, std::size_t offset) {
  std::size_t n = 1;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) n += (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
  return n;
}

std::string cat(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

}  // namespace

feel::KnownNames known_names(const ProcessModel& process) {
  feel::KnownNames known(process.variables);
  for (const ElementModel& e : process.elements) add_names_of(e, known);
  return known;
}

Expr ExpressionReader::read(const ExpressionText& text, const std::string& id, Where where, std::string_view what_zh,
                            std::string_view what_en) {
  if (text.empty()) return {};
  Expr::Text expr{.constant = Value(text.text), .source = text.text};
  if (!text.is_expression) return Expr(std::move(expr));
  const Where at = text.where.line > 0 ? text.where : where;
  if (text.language == "juel") return read_juel(std::move(expr), id, at, what_zh, what_en);
  if (text.language == "javascript") {
    expr.constant = Value();
    expr.script_language = text.language;
    return Expr(std::move(expr));
  }
  if (!is_feel(text.language)) {
    findings_.error(id, at, "language-not-feel",
                    cat({what_zh, "使用了“", text.language, "”语言，本系统只执行 FEEL、JUEL 和 JavaScript，请改写。"}),
                    cat({"The ", what_en, " is in \"", text.language,
                         "\"; FEEL, JUEL and JavaScript are executed. Write it in one of them."}));
    return Expr(std::move(expr));
  }
  auto parsed = feel::parse_expression(text.text, known_);
  if (!parsed) {
    const feel::SyntaxError& fault = parsed.error();
    const std::string n = std::to_string(character(text.text, fault.offset));
    findings_.error(id, at, "expression-syntax",
                    cat({what_zh, "“", text.text, "”第 ", n, " 个字符处有误：", fault.message_zh}),
                    cat({"The ", what_en, " \"", text.text, "\" is wrong at character ", n, ": ", fault.message_en}));
    return Expr(std::move(expr));
  }
  if (const Value* value = parsed->constant())
    expr.constant = *value;
  else
    expr.feel = std::move(*parsed), expr.constant = Value();
  return Expr(std::move(expr));
}

Expr ExpressionReader::read_juel(Expr::Text expr, const std::string& id, Where at, std::string_view what_zh,
                                 std::string_view what_en) {
  auto parsed = juel::parse_expression(expr.source);
  if (parsed) {
    expr.juel = std::move(*parsed);
    expr.constant = Value();
    return Expr(std::move(expr));
  }
  const juel::SyntaxError& fault = parsed.error();
  const std::string n = std::to_string(character(expr.source, fault.offset));
  findings_.error(id, at, "expression-syntax",
                  cat({what_zh, "“", expr.source, "”第 ", n, " 个字符处有误：", fault.message_zh}),
                  cat({"The ", what_en, " \"", expr.source, "\" is wrong at character ", n, ": ", fault.message_en}));
  return Expr(std::move(expr));
}

Expr ExpressionReader::read_number(const ExpressionText& text, const ElementModel& e, std::string_view what_zh,
                                   std::string_view what_en) {
  Expr expr = read(text, e, what_zh, what_en);
  const std::string* digits = expr.is_computed() ? nullptr : expr.constant().string();
  if (digits == nullptr) return expr;
  if (const auto number = Decimal::parse(*digits))
    expr = Expr({.constant = Value(*number), .source = expr.source()});
  else
    findings_.error(e, "not-a-number", cat({label_zh(e), "的", what_zh, "“", *digits, "”不是数字。"}),
                    cat({"The ", what_en, " \"", *digits, "\" of ", label_en(e), " is not a number."}));
  return expr;
}

Expr constant(Value value) {
  Expr::Text text;
  if (const std::string* s = value.string()) text.source = *s;
  if (const Decimal* d = value.number()) text.source = d->text();
  text.constant = std::move(value);
  return Expr(std::move(text));
}

std::vector<std::string> names_read(const Expr& expr) {
  if (expr.feel()) return expr.feel()->reads();
  if (expr.juel()) return expr.juel()->reads();
  return {};
}

}  // namespace bihuan::definition
