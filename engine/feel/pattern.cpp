// Decides the translation of patterns. XPath's \d and \w are Unicode's, \s is four characters, \i and \c are XML's.
#include "engine/feel/pattern.h"

#include <re2/re2.h>

#include <array>

namespace bihuan::feel {
namespace {

struct Block {
  std::string_view name, range;
};
/// The Unicode blocks that patterns here may name as \p{Is…}.
constexpr std::array<Block, 10> blocks = {{{"BasicLatin", "\\x{0}-\\x{7F}"},
                                           {"Latin-1Supplement", "\\x{80}-\\x{FF}"},
                                           {"LatinExtended-A", "\\x{100}-\\x{17F}"},
                                           {"LatinExtended-B", "\\x{180}-\\x{24F}"},
                                           {"Greek", "\\x{370}-\\x{3FF}"},
                                           {"Cyrillic", "\\x{400}-\\x{4FF}"},
                                           {"GeneralPunctuation", "\\x{2000}-\\x{206F}"},
                                           {"Hiragana", "\\x{3040}-\\x{309F}"},
                                           {"Katakana", "\\x{30A0}-\\x{30FF}"},
                                           {"CJKUnifiedIdeographs", "\\x{4E00}-\\x{9FFF}"}}};

struct Translator {
  std::string_view pattern;
  bool dot_matches_all;
  std::string out = {};
  int classes = 0;
  bool valid = true;

  /// \p{IsName} at `at`, behind the backslash; answers how many bytes it took, 0 when it is none.
  std::size_t block(std::size_t at) {
    const std::string_view rest = pattern.substr(at + 1);
    const std::size_t end = rest.find('}');
    if (!rest.starts_with("{Is") || end == std::string_view::npos) return 0;
    for (const Block& one : blocks) {
      if (one.name != rest.substr(3, end - 3)) continue;
      const bool negated = pattern[at] == 'P';
      valid = valid && !(negated && classes > 0);
      out += classes > 0 ? std::string(one.range) : (negated ? "[^" : "[") + std::string(one.range) + "]";
      return end + 2;
    }
    return 0;
  }

  void escape(char c) {
    const bool inside = classes > 0;
    switch (c) {
      case 'd':
        out += "\\p{Nd}";
        break;
      case 'D':
        out += "\\P{Nd}";
        break;
      case 's':
        out += inside ? " \\t\\n\\r" : "[ \\t\\n\\r]";
        break;
      case 'S':
        out += inside ? "\\S" : "[^ \\t\\n\\r]";
        break;
      case 'w':
        out += inside ? "\\p{L}\\p{M}\\p{N}\\p{S}" : "[\\p{L}\\p{M}\\p{N}\\p{S}]";
        break;
      case 'W':
        out += inside ? "\\p{P}\\p{Z}\\p{C}" : "[^\\p{L}\\p{M}\\p{N}\\p{S}]";
        break;
      case 'i':
        out += inside ? "\\p{L}_:" : "[\\p{L}_:]";
        break;
      case 'I':
        out += "[^\\p{L}_:]";
        break;
      case 'c':
        out += inside ? "\\p{L}\\p{N}\\-._:" : "[\\p{L}\\p{N}\\-._:]";
        break;
      case 'C':
        out += "[^\\p{L}\\p{N}\\-._:]";
        break;
      default:
        valid = valid && !(c >= '0' && c <= '9');  // back references, which RE2 and a class do not have
        out += '\\', out += c;
    }
  }

  void run() {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const char c = pattern[i];
      if (c == '\\' && i + 1 < pattern.size()) {
        ++i;
        const std::size_t taken = pattern[i] == 'p' || pattern[i] == 'P' ? block(i) : 0;
        if (taken == 0) {
          escape(pattern[i]);
        } else {
          i += taken - 1;
        }
      } else if (c == '.' && classes == 0 && !dot_matches_all) {
        out += "[^\\n\\r]";
      } else {
        classes += c == '[' ? 1 : c == ']' && classes > 0 ? -1 : 0;
        out += c;
      }
    }
  }
};

/// Flag x: white space is taken out everywhere but inside classes, before anything else is read.
std::string without_space(std::string_view pattern) {
  std::string out;
  int classes = 0;
  for (const char c : pattern) {
    classes += c == '[' ? 1 : c == ']' && classes > 0 ? -1 : 0;
    if (classes > 0 || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) out += c;
  }
  return out;
}

}  // namespace

std::optional<std::string> re2_pattern(std::string_view pattern, std::string_view flags) {
  if (flags.find_first_not_of("smixq") != std::string_view::npos) return std::nullopt;
  std::string prefix;
  for (const char flag : {'s', 'm', 'i'})
    if (flags.find(flag) != std::string_view::npos) prefix += flag;
  if (!prefix.empty()) prefix = "(?" + prefix + ")";
  if (flags.find('q') != std::string_view::npos)
    return prefix + RE2::QuoteMeta(re2::StringPiece(pattern.data(), pattern.size()));
  const std::string spaceless =
      flags.find('x') != std::string_view::npos ? without_space(pattern) : std::string(pattern);
  Translator translator{spaceless, flags.find('s') != std::string_view::npos};
  translator.run();
  if (!translator.valid) return std::nullopt;
  return prefix + translator.out;
}

}  // namespace bihuan::feel
