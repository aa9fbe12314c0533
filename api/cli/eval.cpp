// bihuan eval: one FEEL expression, unary test or decision, evaluated on the command line. It deploys nothing.
#include <fmt/format.h>

#include <iostream>
#include <optional>

#include "adapters/codec/json.h"
#include "adapters/system/clock.h"
#include "adapters/system/files.h"
#include "api/cli/command.h"
#include "api/cli/eval_decision.h"
#include "api/cli/eval_lines.h"

namespace bihuan::cli {
namespace {

struct Options {
  std::string text, context, unary, dmn, decision;
  bool is_unary = false, trace = false, lines = false;
};

/// The line that holds the offset, and below it a mark under the place; wide characters take a wide blank.
std::string with_mark(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t from = newline == std::string_view::npos ? 0 : newline + 1;
  std::string blanks;
  for (std::size_t i = from; i < offset; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) blanks += ' ';
    if (byte >= 0xC0) blanks += byte >= 0xE1 ? "\u3000" : " ";
  }
  return fmt::format("{}\n{}^", text.substr(from, std::min(text.find('\n', offset), text.size()) - from), blanks);
}

void print_error(const feel::SyntaxError& error, std::string_view text, const Shared& shared) {
  fmt::print(stderr, "bihuan eval: {}\n{}\n", shared.english ? error.message_en : error.message_zh,
             with_mark(text, error.offset));
}

/// Evaluates FEEL. Says on standard error why something is null or wrong; sets the exit code when there is no value.
std::optional<Value> evaluated(const feel::Expression& expression, const ContextEntries& context, Shared& shared) {
  const feel::Environment env{system::now(), &system::zones(), "Asia/Shanghai", {}};
  auto outcome = expression.evaluate(feel::variables_of(context), env);
  if (!outcome) {
    fmt::print(stderr, "bihuan eval: {} ({})\n", shared.english ? "the budget is used up" : "超出了求值的上限",
               outcome.error().which);
    shared.exit_code = 1;
    return std::nullopt;
  }
  for (const feel::Diagnostic& one : outcome->diagnostics)
    fmt::print(stderr, "{}\n{}\n", one.message, with_mark(expression.source(), one.offset));
  return std::move(outcome->value);
}

std::optional<feel::Expression> parsed(const std::string& text, const ContextEntries& context, bool is_unary,
                                       Shared& shared) {
  std::vector<std::string> names;
  for (const auto& entry : context) names.push_back(entry.first);
  auto expression = is_unary ? feel::parse_unary_tests(text, names) : feel::parse_expression(text, names);
  if (expression) return std::move(*expression);
  print_error(expression.error(), text, shared);
  shared.exit_code = 1;
  return std::nullopt;
}

std::optional<Value> value_of(const std::string& text, Shared& shared) {
  const auto expression = parsed(text, {}, false, shared);
  return expression ? evaluated(*expression, {}, shared) : std::nullopt;
}

/// The context: FEEL when it begins with "{" or lies in a *.feel file, else a JSON file.
std::optional<Value> read_context(const std::string& given, Shared& shared) {
  if (given.empty()) return Value(ContextEntries{});
  if (given.front() == '{') return value_of(given, shared);
  const auto bytes = system::read_file(given);
  if (!bytes) {
    fmt::print(stderr, "bihuan eval: {}\n", bytes.error());
    shared.exit_code = 2;
    return std::nullopt;
  }
  if (given.ends_with(".feel")) return value_of(*bytes, shared);
  auto value = codec::parse_json(*bytes);
  if (value) return std::move(*value);
  fmt::print(stderr, "bihuan eval: {}: {}\n", given, shared.english ? value.error().message : value.error().message_zh);
  shared.exit_code = 2;
  return std::nullopt;
}

void run_feel(const Options& options, ContextEntries context, Shared& shared) {
  if (options.is_unary) {
    auto input = value_of(options.unary, shared);
    if (!input) return;
    context.emplace_back("?", std::move(*input));
  }
  const auto expression = parsed(options.text, context, options.is_unary, shared);
  if (!expression) return;
  if (options.trace) print_reads(*expression, context);
  if (const auto value = evaluated(*expression, context, shared)) print_value(*value, shared);
}

void run(const Options& options, Shared& shared) {
  const auto context = read_context(options.context, shared);
  if (!context) return;
  if (context->context() == nullptr) {
    fmt::print(stderr, "bihuan eval: {}\n", shared.english ? "the context is no object" : "上下文应是一个对象");
    shared.exit_code = 2;
    return;
  }
  if (!options.dmn.empty())
    return eval_decision({options.dmn, options.decision, options.trace}, *context->context(), shared);
  run_feel(options, *context->context(), shared);
}

}  // namespace

void add_eval(CLI::App& app, Shared& shared) {
  auto* command =
      app.add_subcommand("eval", "计算一个 FEEL 表达式或一个决策 / evaluate a FEEL expression or a decision");
  auto options = std::make_shared<Options>();
  auto* text = command->add_option("FEEL", options->text, "表达式 / the expression");
  command->add_option(
      "--context", options->context,
      "变量：JSON 文件、.feel 文件或 FEEL 上下文 / variables: a JSON file, a .feel file or a FEEL context");
  auto* unary =
      command->add_option("--unary", options->unary, "把表达式当作单元测试，检验这个值 / a value (FEEL) to test");
  auto* dmn = command->add_option("--dmn", options->dmn, "决策文件 / a DMN file")->excludes(text);
  command->add_option("--decision", options->decision, "决策的编号或名称 / id or name of the decision")->needs(dmn);
  command->add_flag("--trace", options->trace, "显示经过 / show how the answer came about");
  auto* lines = command->add_flag("--lines", options->lines,
                                  "每行一题，从标准输入读 JSON / questions as JSON lines on standard input");
  lines->excludes(text)->excludes(dmn);
  command->callback([options, text, unary, dmn, &shared] {
    if (options->lines) return eval_lines(std::cin, std::cout);
    if (!*text && !*dmn) throw CLI::RequiredError("FEEL / --dmn");
    options->is_unary = static_cast<bool>(*unary);
    run(*options, shared);
  });
}

}  // namespace bihuan::cli
