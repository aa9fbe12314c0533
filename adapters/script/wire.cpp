// Decides the JSON of questions and answers (wire.h). Duktape's strings are made of UTF-16 units: characters beyond
// U+FFFF are two of them there and one here, so both ways they are changed.
#include "adapters/script/wire.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "adapters/codec/json.h"
#include "adapters/script/newer_syntax.h"

namespace bihuan::script {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// Four bytes of UTF-8 become two \u escapes. In JSON they stand only inside of strings.
std::string in_units(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (byte_at(json, at) < 0xF0) {
      out += json[at];
      continue;
    }
    const unsigned code = ((byte_at(json, at) & 7) << 18) + ((byte_at(json, at + 1) & 63) << 12) +
                          ((byte_at(json, at + 2) & 63) << 6) + (byte_at(json, at + 3) & 63) - 0x10000;
    out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF));
    at += 3;
  }
  return out;
}

/// The UTF-16 unit that three bytes hold when it is half of a pair; else 0.
unsigned half_at(std::string_view text, std::size_t at) {
  if (byte_at(text, at) != 0xED || byte_at(text, at + 1) < 0xA0 || at + 2 >= text.size()) return 0;
  return 0xD000 + ((byte_at(text, at + 1) & 63) << 6) + (byte_at(text, at + 2) & 63);
}

void append_utf8(std::string& out, unsigned code) {
  for (unsigned part : {0xF0 | (code >> 18), 0x80 | (code >> 12 & 63), 0x80 | (code >> 6 & 63), 0x80 | (code & 63)})
    out += static_cast<char>(part);
}

/// Pairs of halves become one character, a half alone becomes U+FFFD.
std::string in_characters(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const unsigned first = half_at(text, at);
    if (first == 0) {
      out += text[at++];
      continue;
    }
    const unsigned second = half_at(text, at + 3);
    const bool pair = first < 0xDC00 && second >= 0xDC00;
    if (pair)
      append_utf8(out, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
    else
      out += "\xEF\xBF\xBD";
    at += pair ? 6 : 3;
  }
  return out;
}

std::string text_at(const Value& answer, std::string_view name) {
  const Value* value = answer.entry(name);
  return value && value->string() ? *value->string() : std::string();
}

ScriptAnswer syntax_fault(const ScriptQuestion& question, const std::string& line, const std::string& said) {
  if (const auto newer = find_newer_syntax(question.source)) {
    return fault(fmt::format("脚本第 {} 行第 {} 列用了较新的 JavaScript 写法“{}”，这里只支持 ES5，请改写（{}）",
                             newer->line, newer->column, newer->what, said),
                 fmt::format("Expected ES5, but line {}, column {} of the script uses newer JavaScript: {} ({})",
                             newer->line, newer->column, newer->what, said));
  }
  return fault(fmt::format("脚本第 {} 行有语法错误：{}", line, said),
               fmt::format("Expected a valid script, but line {}: {}", line, said));
}

ScriptAnswer fault_of(const Value& answer, const ScriptQuestion& question) {
  const std::string kind = text_at(answer, "kind"), said = text_at(answer, "fault");
  const Value* line = answer.entry("line");
  const std::string where = line && line->number() ? line->number()->text() : "?";
  if (kind == "syntax") return syntax_fault(question, where, said);
  if (kind == "memory")
    return fault("脚本用的内存超出限额", "Expected the script to stay within its memory, but: " + said);
  if (kind == "value")
    return fault("脚本给出的值无法保存：" + said, "Expected values that can be kept of the script, but " + said);
  return fault(fmt::format("脚本第 {} 行出错：{}", where, said),
               fmt::format("Expected the script to run, but line {}: {}", where, said));
}

void take_write(const Value& item, ScriptAnswer& answer) {
  const List* parts = item.list();
  if (!parts || parts->size() != 3 || !(*parts)[0].string()) return;
  auto& writes = (*parts)[1].is_true() ? answer.local_writes : answer.writes;
  writes.emplace_back(*(*parts)[0].string(), (*parts)[2]);
}

template <class Each>
void for_items(const Value& answer, std::string_view name, Each each) {
  const Value* value = answer.entry(name);
  if (!value || !value->list()) return;
  for (const Value& item : *value->list()) each(item);
}

}  // namespace

std::string question_text(const ScriptQuestion& question) {
  List locals(question.locals.begin(), question.locals.end());
  return in_units(codec::to_json(Value(ContextEntries{
      {"source", question.source},
      {"variables", Value(ContextEntries(question.variables))},
      {"locals", Value(std::move(locals))},
      {"execution", question.execution},
      {"task", question.task},
  })));
}

ScriptAnswer answer_of(std::string_view text, const ScriptQuestion& question) {
  const auto answer = codec::parse_json(in_characters(text), {.bytes = text.size() + 1});
  if (!answer) {
    return fault("脚本给出的值无法读取：" + answer.error().message_zh,
                 "Expected values that can be read of the script, but " + answer.error().message);
  }
  if (answer->entry("fault")) return fault_of(*answer, question);
  ScriptAnswer out;
  if (const Value* result = answer->entry("result")) out.result = *result;
  for_items(*answer, "writes", [&](const Value& item) { take_write(item, out); });
  for_items(*answer, "removed", [&](const Value& item) {
    if (item.string()) out.removed.push_back(*item.string());
  });
  if (const Value* changes = answer->entry("task"); changes && changes->context())
    out.task_changes = *changes->context();
  if (const std::string printed = text_at(*answer, "printed"); !printed.empty()) spdlog::debug("script: {}", printed);
  return out;
}

ScriptAnswer fault(std::string zh, std::string en) {
  ScriptAnswer answer;
  answer.fault_zh = std::move(zh);
  answer.fault_en = std::move(en);
  return answer;
}

}  // namespace bihuan::script
