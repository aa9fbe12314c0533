// Decides how classes with subtraction become classes of RE2, which has none: ranges are computed, and with categories
// "A without B" is written as "not (not A or B)".
#include "engine/feel/character_class.h"

#include <algorithm>

#include "engine/feel/utf8.h"

namespace bihuan::feel {
namespace {

using Ranges = std::vector<std::pair<char32_t, char32_t>>;
using Fault = std::unexpected<PatternFault>;

Fault fault(std::string_view zh, std::string_view en) {
  return Fault(PatternFault{zh, en});
}

/// A class as it was read: `minus` holds the class that is taken away, if there is one.
struct Class {
  CharacterSet set = {};
  bool negated = false;
  std::vector<Class> minus = {};
};

Ranges merged(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end());
  Ranges result;
  for (const auto& range : ranges) {
    if (!result.empty() && range.first <= result.back().second + 1) {
      result.back().second = std::max(result.back().second, range.second);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

/// All of a that is not in b: what is outside of both b and the rest.
Ranges difference(const Ranges& a, const Ranges& b) {
  Ranges outside = complement(a);
  outside.insert(outside.end(), b.begin(), b.end());
  return complement(merged(std::move(outside)));
}

/// With the other case of every letter, in the alphabets whose case is known here.
Ranges folded(const Ranges& ranges) {
  constexpr char32_t end = 0x590;
  Ranges result = ranges;
  const auto add = [&](char32_t c) {
    for (const char32_t other : {upper_of(c), lower_of(c)})
      if (other != c) result.emplace_back(other, other);
  };
  for (const auto& [first, last] : ranges)
    for (char32_t c = first; c <= last && c < end; ++c) add(c);
  return merged(std::move(result));
}

CharacterSet both(CharacterSet a, const CharacterSet& b) {
  a.ranges.insert(a.ranges.end(), b.ranges.begin(), b.ranges.end());
  a.ranges = merged(std::move(a.ranges));
  a.categories.insert(a.categories.end(), b.categories.begin(), b.categories.end());
  return a;
}

/// "\p{L}" for "\P{L}" and the other way round.
std::string opposite(std::string category) {
  category[1] = category[1] == 'p' ? 'P' : 'p';
  return category;
}

/// The class as one set without negation, where it has one.
std::optional<CharacterSet> plain(const Class& one) {
  const bool ranges_only = one.set.categories.empty();
  if (!one.minus.empty()) {
    const auto less = plain(one.minus[0]);
    if (!less || !less->categories.empty() || !ranges_only) return std::nullopt;
    const Ranges base = one.negated ? complement(one.set.ranges) : one.set.ranges;
    return CharacterSet{.ranges = difference(base, less->ranges)};
  }
  if (!one.negated) return one.set;
  if (ranges_only) return CharacterSet{.ranges = complement(one.set.ranges)};
  if (one.set.ranges.empty() && one.set.categories.size() == 1)
    return CharacterSet{.categories = {opposite(one.set.categories[0])}};
  return std::nullopt;
}

/// Each part of the set without what is taken away, as alternatives.
std::string alternatives(const CharacterSet& set, const CharacterSet& less) {
  std::string out = "(?:";
  if (!set.ranges.empty()) out += class_text(both({.ranges = complement(set.ranges)}, less), true);
  for (const std::string& category : set.categories) {
    if (out.size() > 3) out += '|';
    out += class_text(both({.categories = {opposite(category)}}, less), true);
  }
  return out + ")";
}

std::expected<std::string, PatternFault> text_of(const Class& one, bool ignores_case) {
  if (one.minus.empty()) return class_text(one.set, one.negated);
  const auto less = plain(one.minus[0]);
  if (!less)
    return fault("这样的字符组相减无法在线性时间内匹配", "this class subtraction cannot be matched in linear time");
  if (one.negated) return class_text(both(one.set, *less), true);
  if (one.set.categories.empty() && less->categories.empty()) {
    const Ranges ranges = ignores_case ? difference(folded(one.set.ranges), folded(less->ranges))
                                       : difference(one.set.ranges, less->ranges);
    return class_text({.ranges = ranges}, false);
  }
  if (ignores_case)
    return fault("标志 i 之下不支持从字符类别中相减", "subtracting categories with flag i is not supported");
  return alternatives(one.set, *less);
}

/// Reads a class; `at` moves from its "[" behind its "]".
struct ClassReader {
  std::string_view pattern;
  std::size_t& at;

  bool is(char c, std::size_t ahead = 0) const { return at + ahead < pattern.size() && pattern[at + ahead] == c; }
  bool done() const { return at >= pattern.size(); }

  /// One character, escaped or not; nullopt when it is none.
  std::optional<char32_t> character() {
    if (is('\\')) {
      const auto c = character_of_escape(pattern, at + 1);
      if (c) at += 2;
      return c;
    }
    if (done() || is('[') || is(']')) return std::nullopt;
    const CodePoint c = code_point_at(pattern, at);
    at += c.bytes;
    return c.value;
  }

  /// A character, a range, or an escape that means a set; false when it is none of them.
  bool item(CharacterSet& set) {
    if (is('\\')) {
      std::size_t letter = at + 1;
      const auto escaped = letter < pattern.size() ? set_of_escape(pattern, letter) : std::nullopt;
      if (escaped) {
        at = letter;
        set = both(std::move(set), *escaped);
        return true;
      }
    }
    const auto first = character();
    if (!first) return false;
    auto last = first;
    if (is('-') && !is('[', 1) && !is(']', 1)) {
      ++at;
      last = character();
    }
    if (!last || *last < *first) return false;
    set.ranges.emplace_back(*first, *last);
    return true;
  }

  std::expected<Class, PatternFault> read(int depth) {
    constexpr int max_depth = 20;
    if (depth > max_depth) return fault("字符组嵌套太深", "the classes are nested too deeply");
    Class one;
    ++at;
    one.negated = is('^');
    if (one.negated) ++at;
    if (is(']')) return fault("字符组是空的", "a class is empty");
    while (!done() && !is(']')) {
      if (is('-') && is('[', 1)) {
        ++at;
        auto less = read(depth + 1);
        if (!less) return less;
        one.minus.push_back(std::move(*less));
        if (!is(']')) return fault("相减之后字符组没有结束", "a class goes on behind its subtraction");
      } else if (!item(one.set)) {
        return fault("字符组中有无法识别的成员", "a class has a member that is none");
      }
    }
    if (done()) return fault("字符组没有结束", "a class has no end");
    ++at;
    one.set.ranges = merged(std::move(one.set.ranges));
    return one;
  }
};

}  // namespace

std::expected<std::string, PatternFault> read_class(std::string_view pattern, std::size_t& at, bool ignores_case) {
  const auto read = ClassReader{pattern, at}.read(0);
  if (!read) return Fault(read.error());
  return text_of(*read, ignores_case);
}

}  // namespace bihuan::feel
