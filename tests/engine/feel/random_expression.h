// Decides random FEEL texts for property tests: every construct of the grammar, small, the same for the same seed.
// The variables n (number), s (string), b (boolean), l (list of numbers) and c (context with a and "x y") may occur.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace bihuan::feel {

class RandomExpression {
 public:
  explicit RandomExpression(std::uint64_t seed) : random_(seed) {}

  std::string any(int depth) {
    if (depth <= 0 || below(6) == 0) return leaf();
    switch (below(6)) {
      case 0:
        return number(depth);
      case 1:
        return boolean(depth);
      case 2:
        return text(depth);
      case 3:
        return list(depth);
      case 4:
        return "if " + boolean(depth - 1) + " then " + any(depth - 1) + " else " + any(depth - 1);
      default:
        return context(depth);
    }
  }

  std::string tests(int depth) {
    const std::string inside = one_test(depth) + (below(2) == 0 ? ", " + one_test(depth) : "");
    return below(4) == 0 ? "not(" + inside + ")" : inside;
  }

 private:
  std::uint64_t below(std::uint64_t count) { return random_() % count; }
  std::string_view pick(std::initializer_list<std::string_view> of) { return *(of.begin() + below(of.size())); }
  /// Sometimes in parentheses that change nothing.
  std::string loose(std::string inside) { return below(4) == 0 ? "(" + inside + ")" : inside; }

  std::string leaf() {
    return std::string(pick({"0",
                             "1",
                             "2.50",
                             "-3",
                             "1000000000000",
                             ".5",
                             "\"\"",
                             "\"a\\\"b\"",
                             "\"区\\u4e00\"",
                             "true",
                             "false",
                             "null",
                             "n",
                             "s",
                             "b",
                             "l",
                             "c",
                             "c.a",
                             "c.x y",
                             "@\"2026-11-21\"",
                             "@\"P1DT2H\"",
                             "@\"10:30:00+08:00\"",
                             "@\"P1Y2M\"",
                             "[]",
                             "{}"}));
  }

  std::string number(int depth) {
    if (depth <= 0) return std::string(pick({"n", "7", "-0.25", "c.a"}));
    switch (below(8)) {
      case 0:
        return "-" + loose(number(depth - 1));
      case 1:
        return "string length(" + text(depth - 1) + ")";
      case 2:
        return "sum(" + list(depth - 1) + ")";
      case 3:
        return "modulo(dividend: " + number(depth - 1) + ", divisor: " + number(depth - 1) + ")";
      case 4:
        return "(function(x: number, y) x + y)(" + number(depth - 1) + ", " + number(depth - 1) + ")";
      case 5:
        return "(" + list(depth - 1) + ")[" + number(depth - 1) + "]";
      default:
        return loose(number(depth - 1)) + " " + std::string(pick({"+", "-", "*", "/", "**"})) + " " +
               loose(number(depth - 1));
    }
  }

  std::string boolean(int depth) {
    if (depth <= 0) return std::string(pick({"b", "true", "false", "null"}));
    switch (below(8)) {
      case 0:
        return loose(boolean(depth - 1)) + " and " + loose(boolean(depth - 1));
      case 1:
        return loose(boolean(depth - 1)) + " or " + loose(boolean(depth - 1));
      case 2:
        return "not(" + boolean(depth - 1) + ")";
      case 3:
        return "(" + number(depth - 1) + ") between " + number(depth - 1) + " and " + number(depth - 1);
      case 4:
        return "(" + number(depth - 1) + ") in (" + one_test(depth - 1) + ", " + one_test(depth - 1) + ")";
      case 5:
        return std::string(pick({"some", "every"})) + " v in " + list(depth - 1) + " satisfies v > " + number(0);
      case 6:
        return "(" + any(depth - 1) + ") instance of " +
               std::string(pick({"number", "string", "list<number>", "context<a: number>", "range<number>", "Any",
                                 "function<number> -> number", "date and time"}));
      default:
        return "(" + number(depth - 1) + ") " + std::string(pick({"=", "!=", "<", "<=", ">", ">="})) + " (" +
               number(depth - 1) + ")";
    }
  }

  std::string text(int depth) {
    if (depth <= 0) return std::string(pick({"s", "\"x\"", "\"\""}));
    switch (below(4)) {
      case 0:
        return "(" + text(depth - 1) + ") + (" + text(depth - 1) + ")";
      case 1:
        return "substring(" + text(depth - 1) + ", 1)";
      case 2:
        return "upper case(string: " + text(depth - 1) + ")";
      default:
        return "string(" + any(depth - 1) + ")";
    }
  }

  std::string list(int depth) {
    if (depth <= 0) return std::string(pick({"l", "[1, 2, 3]", "[]"}));
    switch (below(5)) {
      case 0:
        return "[" + any(depth - 1) + ", " + any(depth - 1) + "]";
      case 1:
        return "for i in " + std::string(pick({"1..3", "3 .. 1", "l", "[n, 2]"})) + " return " + any(depth - 1);
      case 2:
        return "(" + list(depth - 1) + ")[item > " + number(depth - 1) + "]";
      case 3:
        return "concatenate(" + list(depth - 1) + ", " + list(depth - 1) + ")";
      default:
        return "for i in l, j in 1..2 return i * j";
    }
  }

  std::string context(int depth) {
    return "{a: " + any(depth - 1) + ", \"x y\": " + any(depth - 1) + ", f: function(p) " + any(depth - 2) + "}" +
           std::string(pick({"", ".a", ".f(1)"}));
  }

  std::string one_test(int depth) {
    switch (below(5)) {
      case 0:
        return std::string(pick({"<", "<=", ">", ">=", "=", "!="})) + " " + loose(number(depth - 1));
      case 1:
        return std::string(pick({"[", "(", "]"})) + number(0) + " .. " + number(0) + std::string(pick({"]", ")", "["}));
      case 2:
        return "null";
      default:
        return number(depth - 1);
    }
  }

  std::mt19937_64 random_;
};

}  // namespace bihuan::feel
