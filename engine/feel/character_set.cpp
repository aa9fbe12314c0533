// Decides the sets behind XPath's escapes, and their text. Names of XML are ranges; letters and digits are RE2's
// categories, so that no table of Unicode stands here but that of the blocks.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/feel/character_class.h"
#include "engine/feel/unicode_blocks.h"

namespace bihuan::feel {
namespace {

using Ranges = std::vector<std::pair<char32_t, char32_t>>;

constexpr char32_t last_code_point = 0x10FFFF;

const Ranges& spaces() {
  static const Ranges ranges = {{0x9, 0xA}, {0xD, 0xD}, {' ', ' '}};
  return ranges;
}

/// NameStartChar and NameChar of XML 1.0, fifth edition.
const Ranges& name_start() {
  static const Ranges ranges = {{':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
                                {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
                                {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
                                {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
  return ranges;
}
const Ranges& name_part() {
  static const Ranges ranges = {
      {'-', '.'},       {'0', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xB7, 0xB7},
      {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x37D},    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x203F, 0x2040},
      {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
  return ranges;
}

/// A general category, or a group of them. RE2 knows scripts too, which XPath does not.
bool is_category(std::string_view name) {
  constexpr std::array<std::string_view, 36> names = {
      "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Ps",
      "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cs"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<CharacterSet> property_set(std::string_view name, bool negated) {
  if (is_category(name)) {
    const char letter = negated ? 'P' : 'p';
    return CharacterSet{.categories = {fmt::format("\\{}{{{}}}", letter, name)}};
  }
  if (!name.starts_with("Is")) return std::nullopt;
  const UnicodeBlock* block = unicode_block(name.substr(2));
  if (block == nullptr) return std::nullopt;
  const Ranges range = {{block->first, block->last}};
  return CharacterSet{.ranges = negated ? complement(range) : range};
}

}  // namespace

std::vector<std::pair<char32_t, char32_t>> complement(const std::vector<std::pair<char32_t, char32_t>>& ranges) {
  Ranges result;
  char32_t next = 0;
  for (const auto& [first, last] : ranges) {
    if (first > next) result.emplace_back(next, first - 1);
    next = last + 1;
  }
  if (next <= last_code_point) result.emplace_back(next, last_code_point);
  return result;
}

std::optional<CharacterSet> set_of_escape(std::string_view pattern, std::size_t& at) {
  switch (pattern[at]) {
    case 's':
      return ++at, CharacterSet{.ranges = spaces()};
    case 'S':
      return ++at, CharacterSet{.ranges = complement(spaces())};
    case 'i':
      return ++at, CharacterSet{.ranges = name_start()};
    case 'I':
      return ++at, CharacterSet{.ranges = complement(name_start())};
    case 'c':
      return ++at, CharacterSet{.ranges = name_part()};
    case 'C':
      return ++at, CharacterSet{.ranges = complement(name_part())};
    case 'd':
      return ++at, CharacterSet{.categories = {"\\p{Nd}"}};
    case 'D':
      return ++at, CharacterSet{.categories = {"\\P{Nd}"}};
    case 'w':
      return ++at, CharacterSet{.categories = {"\\p{L}", "\\p{M}", "\\p{N}", "\\p{S}"}};
    case 'W':
      return ++at, CharacterSet{.categories = {"\\p{P}", "\\p{Z}", "\\p{C}"}};
    case 'p':
    case 'P':
      break;
    default:
      return std::nullopt;
  }
  const std::size_t end = pattern.find('}', at);
  if (at + 1 >= pattern.size() || pattern[at + 1] != '{' || end == std::string_view::npos) return std::nullopt;
  auto set = property_set(pattern.substr(at + 2, end - at - 2), pattern[at] == 'P');
  if (set) at = end + 1;
  return set;
}

std::optional<char32_t> character_of_escape(std::string_view pattern, std::size_t at) {
  constexpr std::string_view themselves = "\\|.?*+(){}-[]^$";
  if (at >= pattern.size()) return std::nullopt;
  const char c = pattern[at];
  if (c == 'n') return U'\n';
  if (c == 'r') return U'\r';
  if (c == 't') return U'\t';
  return themselves.find(c) != std::string_view::npos ? std::optional(static_cast<char32_t>(c)) : std::nullopt;
}

std::string class_text(const CharacterSet& set, bool negated) {
  if (set.ranges.empty() && set.categories.empty()) return negated ? "[\\x{0}-\\x{10FFFF}]" : "[^\\x{0}-\\x{10FFFF}]";
  std::string out = negated ? "[^" : "[";
  for (const auto& [first, last] : set.ranges)
    out += fmt::format("\\x{{{:X}}}-\\x{{{:X}}}", static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last));
  for (const std::string& category : set.categories) out += category;
  return out + "]";
}

}  // namespace bihuan::feel
