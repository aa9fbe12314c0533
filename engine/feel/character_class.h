// Decides which RE2 text a character class of XPath means: ranges, categories, blocks, negation and subtraction
// (XML Schema Part 2, appendix F.1). It does not read the rest of a pattern (pattern.h).
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bihuan::feel {

/// Why a pattern is none, or none that can be matched in linear time.
struct PatternFault {
  std::string_view zh, en;
};

/// A set of code points: ranges in order that do not touch, and categories in RE2's spelling ("\p{L}", "\P{Nd}").
struct CharacterSet {
  std::vector<std::pair<char32_t, char32_t>> ranges = {};
  std::vector<std::string> categories = {};
};

/// All code points that are in none of the ranges, which stand in order.
std::vector<std::pair<char32_t, char32_t>> complement(const std::vector<std::pair<char32_t, char32_t>>& ranges);

/// What an escape means as a set: \s \d \w \i \c and their capitals, \p{…}, \P{…}. `at` is at the letter and moves
/// behind the escape. nullopt when it is no such escape; `at` is then unchanged.
std::optional<CharacterSet> set_of_escape(std::string_view pattern, std::size_t& at);
/// The code point that an escape like "\n" or "\[" means; nullopt when it is none. `at` is at the letter.
std::optional<char32_t> character_of_escape(std::string_view pattern, std::size_t at);

/// The set as a class of RE2, brackets included.
std::string class_text(const CharacterSet& set, bool negated);

/// Reads a class from its "[" on and moves `at` behind its "]". `ignores_case`: flag i stands. Nested subtraction is
/// bounded to 20 levels.
std::expected<std::string, PatternFault> read_class(std::string_view pattern, std::size_t& at, bool ignores_case);

}  // namespace bihuan::feel
