// Decides the distance of names: Damerau and Levenshtein's, by code point. Long names are not compared, so that the
// work is bounded.
#include "engine/feel/suggestion.h"

#include <algorithm>
#include <vector>

#include "engine/feel/utf8.h"

namespace bihuan::feel {
namespace {

constexpr std::size_t max_length = 64;

std::vector<char32_t> letters_of(std::string_view text) {
  std::vector<char32_t> letters;
  for (std::size_t at = 0; at < text.size() && letters.size() <= max_length;) {
    const CodePoint c = code_point_at(text, at);
    letters.push_back(c.value >= 'A' && c.value <= 'Z' ? c.value + 32 : c.value);
    at += c.bytes;
  }
  return letters;
}

std::size_t distance(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  std::vector<std::size_t> before;
  std::vector<std::size_t> last(b.size() + 1);
  for (std::size_t k = 0; k <= b.size(); ++k) last[k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t k = 1; k <= b.size(); ++k) {
      row[k] = std::min({last[k] + 1, row[k - 1] + 1, last[k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1)});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) row[k] = std::min(row[k], before[k - 2] + 1);
    }
    before = std::move(last);
    last = std::move(row);
  }
  return last.back();
}

}  // namespace

std::string nearest(std::string_view wanted, std::span<const std::string> candidates) {
  const auto letters = letters_of(wanted);
  if (letters.size() > max_length) return "";
  std::string best;
  std::size_t least = std::max<std::size_t>(1, letters.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const auto other = letters_of(candidate);
    if (other.size() > max_length || other.size() + least <= letters.size() || letters.size() + least <= other.size())
      continue;
    const std::size_t d = distance(letters, other);
    if (d >= least || (d == letters.size() && letters.size() <= 1)) continue;
    least = d;
    best = candidate;
  }
  return best;
}

}  // namespace bihuan::feel
