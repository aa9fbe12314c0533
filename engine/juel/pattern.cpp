// Decides regular expressions, by RE2.
#include "engine/juel/pattern.h"

#include <re2/re2.h>

#include <array>
#include <memory>

#include "engine/feel/utf8.h"

namespace bihuan::juel {
namespace {

constexpr int max_groups = 32;
using Groups = std::array<re2::StringPiece, max_groups + 1>;

std::unique_ptr<RE2> compiled(const std::string& pattern, const Place& place) {
  constexpr std::uint64_t steps_of_compiling = 50;
  place.evaluation.step(steps_of_compiling + pattern.size());
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(4 << 20);
  auto expression = std::make_unique<RE2>(pattern, options);
  if (!expression->ok())
    place.fault("正则表达式不能用：" + expression->error(),
                "The regular expression cannot be used: " + expression->error());
  return expression;
}

void append(std::string& out, std::string_view part, const Place& place) {
  place.evaluation.charge(part.size());
  place.evaluation.step();
  out += part;
}

/// The replacement of one match.
void append_replacement(std::string& out, std::string_view replacement, const Groups& groups, int count,
                        const Place& place) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    if (c == '\\' && i + 1 < replacement.size()) {
      append(out, replacement.substr(++i, 1), place);
    } else if (c == '$') {
      const int group = i + 1 < replacement.size() ? replacement[i + 1] - '0' : -1;
      if (group < 0 || group > 9 || group >= count)
        place.fault("替换文字里的 $ 后面没有这个分组", "Expected the number of a group behind $ in the replacement");
      const re2::StringPiece& found = groups[static_cast<std::size_t>(group)];
      append(out, {found.data(), found.size()}, place);
      ++i;
    } else {
      append(out, replacement.substr(i, 1), place);
    }
  }
}

/// Calls each(groups, begin, end) for every match from left to right until it answers false. Behind an empty match the
/// search goes on at the next character.
template <class Each>
void for_each_match(const std::string& text, const RE2& pattern, const Place& place, Each each) {
  const re2::StringPiece whole(text);
  Groups groups;
  const int count = std::min(pattern.NumberOfCapturingGroups(), max_groups) + 1;
  std::size_t at = 0;
  while (at <= text.size() && pattern.Match(whole, at, text.size(), RE2::UNANCHORED, groups.data(), count)) {
    place.evaluation.step(1 + count);
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    if (!each(groups, begin, end)) return;
    at = end > begin ? end : end < text.size() ? end + feel::code_point_at(text, end).bytes : end + 1;
  }
}

}  // namespace

Value pattern_matches(const std::string& text, const std::string& pattern, const Place& place) {
  place.evaluation.step(text.size() / 16);
  return RE2::FullMatch(text, *compiled(pattern, place));
}

Value pattern_replaced(const std::string& text, const std::string& pattern, const std::string& replacement, bool all,
                       const Place& place) {
  place.evaluation.step(text.size() / 16);
  const auto expression = compiled(pattern, place);
  const int count = std::min(expression->NumberOfCapturingGroups(), max_groups) + 1;
  std::string out;
  std::size_t copied = 0;
  for_each_match(text, *expression, place, [&](const Groups& groups, std::size_t begin, std::size_t end) {
    append(out, std::string_view(text).substr(copied, begin - copied), place);
    append_replacement(out, replacement, groups, count, place);
    copied = end;
    return all;
  });
  append(out, std::string_view(text).substr(copied), place);
  return out;
}

Value pattern_split(const std::string& text, const std::string& pattern, std::int64_t limit, const Place& place) {
  place.evaluation.step(text.size() / 16);
  place.evaluation.charge(text.size());
  List parts;
  std::size_t from = 0;
  const auto add = [&](std::size_t begin, std::size_t end) {
    place.evaluation.charge_values(1);
    parts.emplace_back(text.substr(begin, end - begin));
  };
  for_each_match(text, *compiled(pattern, place), place, [&](const Groups&, std::size_t begin, std::size_t end) {
    if (limit > 0 && static_cast<std::int64_t>(parts.size()) + 1 >= limit) return false;
    const bool empty_at_the_edge = begin == end && (begin == 0 || end == text.size());
    const bool nothing_before = end == 0;
    if (empty_at_the_edge || nothing_before) return true;
    add(from, begin);
    from = end;
    return true;
  });
  add(from, text.size());
  while (limit == 0 && parts.size() > 1 && parts.back().string()->empty()) parts.pop_back();
  return parts;
}

}  // namespace bihuan::juel
