// Decides matches, replace and split (DMN 1.5, table 75): the string functions with regular expressions, by RE2.
#include <re2/re2.h>

#include <array>
#include <memory>

#include "engine/feel/built_in.h"
#include "engine/feel/pattern.h"
#include "engine/feel/utf8.h"

namespace bihuan::feel {
namespace {

using Pattern = std::unique_ptr<RE2>;

/// The compiled pattern, nullptr with a diagnostic when it is none.
Pattern compiled(BuiltInCall& call, const std::string& pattern, const std::string& flags) {
  constexpr std::uint64_t steps_of_compiling = 50;
  call.evaluation.step(steps_of_compiling + pattern.size());
  const auto translated = re2_pattern(pattern, flags);
  if (!translated) return call.null(translated.error().en), nullptr;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(4 << 20);
  auto re = std::make_unique<RE2>(*translated, options);
  if (!re->ok()) return call.null("the regular expression is not valid, or too large: " + re->error()), nullptr;
  return re;
}

struct Inputs {
  const std::string* text = nullptr;
  Pattern pattern;
};

/// The text, and the pattern with the flags of argument `flags_at`; no pattern after a diagnostic.
Inputs inputs(BuiltInCall& call, std::size_t flags_at) {
  const std::string* pattern = call.string(1);
  const std::string* flags = call.string(flags_at);
  Inputs found{call.string(0), nullptr};
  if (found.text == nullptr || pattern == nullptr || (call.given(flags_at) && flags == nullptr)) {
    call.null("needs strings");
    return found;
  }
  call.evaluation.step(found.text->size() / 16);
  found.pattern = compiled(call, *pattern, flags != nullptr ? *flags : "");
  return found;
}

Value matches(BuiltInCall& call) {
  const Inputs in = inputs(call, 2);
  if (!in.pattern) return {};
  return RE2::PartialMatch(*in.text, *in.pattern);
}

/// XPath's replacement: $1 is a group, \$ and \\ are themselves; anything else behind a backslash is an error.
struct Replacement {
  struct Part {
    std::string text;
    int group = -1;
  };
  std::vector<Part> parts;
};

std::optional<Replacement> replacement_of(std::string_view text, int groups) {
  Replacement result;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      if (i + 1 >= text.size() || (text[i + 1] != '\\' && text[i + 1] != '$')) return std::nullopt;
      plain += text[++i];
    } else if (text[i] == '$') {
      int group = -1;
      while (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') {
        const int longer = (group < 0 ? 0 : group * 10) + (text[i + 1] - '0');
        if (group >= 0 && longer > groups) break;
        group = longer;
        ++i;
      }
      if (group < 0) return std::nullopt;
      result.parts.push_back({std::move(plain), group <= groups ? group : -1});
      plain.clear();
    } else {
      plain += text[i];
    }
  }
  result.parts.push_back({std::move(plain), -1});
  return result;
}

constexpr int max_groups = 32;

/// Calls each(groups) for every match from left to right; false when the pattern matches nothing at all somewhere.
template <class Each>
bool for_each_match(BuiltInCall& call, const std::string& text, const RE2& pattern, Each each) {
  const re2::StringPiece whole(text);
  std::array<re2::StringPiece, max_groups + 1> groups;
  const int count = std::min(pattern.NumberOfCapturingGroups(), max_groups) + 1;
  std::size_t at = 0;
  while (at <= text.size() && pattern.Match(whole, at, text.size(), RE2::UNANCHORED, groups.data(), count)) {
    if (groups[0].empty()) return false;
    call.evaluation.step();
    each(groups);
    at = static_cast<std::size_t>(groups[0].data() - text.data()) + groups[0].size();
  }
  return true;
}

/// Pays before it grows: one match may repeat a large group many times.
void append(BuiltInCall& call, std::string& out, std::string_view part) {
  call.evaluation.charge(part.size());
  call.evaluation.step(part.size() / 16);
  out += part;
}

/// A group that took no part in the match is empty.
std::string_view text_of(const re2::StringPiece& group) {
  return group.data() != nullptr ? std::string_view(group.data(), group.size()) : std::string_view();
}

Value replace(BuiltInCall& call) {
  const Inputs in = inputs(call, 3);
  const std::string* with = call.string(2);
  if (!in.pattern) return {};
  if (with == nullptr) return call.null("the replacement must be a string");
  const auto replacement = replacement_of(*with, std::min(in.pattern->NumberOfCapturingGroups(), max_groups));
  if (!replacement) return call.null("the replacement is not valid");
  std::string out;
  std::size_t copied = 0;
  const bool done = for_each_match(call, *in.text, *in.pattern, [&](const auto& groups) {
    const auto begin = static_cast<std::size_t>(groups[0].data() - in.text->data());
    append(call, out, std::string_view(*in.text).substr(copied, begin - copied));
    for (const Replacement::Part& part : replacement->parts) {
      append(call, out, part.text);
      if (part.group >= 0) append(call, out, text_of(groups[static_cast<std::size_t>(part.group)]));
    }
    copied = begin + groups[0].size();
  });
  if (!done) return call.null("the regular expression matches the empty string");
  append(call, out, std::string_view(*in.text).substr(copied));
  return out;
}

Value split_every_character(BuiltInCall& call, const std::string& text) {
  List parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t bytes = code_point_at(text, at).bytes;
    call.evaluation.charge_values(1);
    parts.emplace_back(text.substr(at, bytes));
    at += bytes;
  }
  return parts;
}

Value split(BuiltInCall& call) {
  const Inputs in = inputs(call, 2);
  if (!in.pattern) return {};
  if (in.pattern->pattern().empty()) return split_every_character(call, *in.text);
  List parts;
  std::size_t from = 0;
  const bool done = for_each_match(call, *in.text, *in.pattern, [&](const auto& groups) {
    const auto begin = static_cast<std::size_t>(groups[0].data() - in.text->data());
    call.evaluation.charge(sizeof(Value) + begin - from);
    parts.emplace_back(in.text->substr(from, begin - from));
    from = begin + groups[0].size();
  });
  if (!done) return call.null("the delimiter matches the empty string");
  parts.emplace_back(in.text->substr(from));
  return parts;
}

constexpr std::array<BuiltIn, 3> functions = {{
    {"matches", "input:string,pattern:string,flags?:string", "boolean", matches},
    {"replace", "input:string,pattern:string,replacement:string,flags?:string", "string", replace},
    {"split", "string:string,delimiter:string", "list<string>", split},
}};

}  // namespace

std::span<const BuiltIn> pattern_functions() {
  return functions;
}

}  // namespace bihuan::feel
