// What is newer than ES5 is found by its tokens, and what only looks like it is not.
#include "adapters/script/newer_syntax.h"

#include <gtest/gtest.h>

namespace bihuan::script {
namespace {

std::string found(std::string_view source) {
  const auto newer = find_newer_syntax(source);
  return newer ? newer->what + " at " + std::to_string(newer->line) + ":" + std::to_string(newer->column) : "none";
}

TEST(NewerSyntax, IsFoundWithLineAndColumn) {
  EXPECT_EQ(found("let a = 1"), "let at 1:1");
  EXPECT_EQ(found("a.map(x => x)"), "=> at 1:9");
  EXPECT_EQ(found("\n\n `x`"), "`…` at 3:2");
  EXPECT_EQ(found("var 甲 = [...乙]"), "... at 1:10");
  EXPECT_EQ(found("a?.b"), "?. at 1:2");
  EXPECT_EQ(found("a ?? b"), "?? at 1:3");
  EXPECT_EQ(found("class A { }"), "class at 1:1");
  EXPECT_EQ(found("for (var x of xs) x"), "for … of at 1:12");
  EXPECT_EQ(found("var {a} = b"), "var { at 1:5");
  EXPECT_EQ(found("async function f() {}"), "async at 1:1");
  EXPECT_EQ(found("function f(a, b = 1) {}"), "function (a = …) at 1:17");
  EXPECT_EQ(found("1_000"), "1_000 at 1:1");
  EXPECT_EQ(found("import x from 'y'"), "import at 1:1");
}

TEST(NewerSyntax, IsNotSeenInStringsCommentsPatternsAndNames) {
  for (const char* source :
       {"'let a => `'", "\"class A\"", "// let x\n1", "/* => */ 1", "/`=>[/]let/.test(s)", "var of = 1; of + 1",
        "o.let = 1; o.class", "a ? .5 : 1", "a ?.5 : 1", "var let_x = 1", "f(function (a) { b = 1 })", "a / b / c",
        "x = y / 2; s = '`'", "'it\\'s => ok'", "a == b", "a >= b", "var a = {async: 1}", "return /=>/"}) {
    EXPECT_EQ(found(source), "none") << source;
  }
}

TEST(NewerSyntax, ReadsAnyBytes) {
  for (const char* source : {"'", "\"\\", "/", "/[", "/*", "`", "\xF0", "'\\", "function (", "var", "..."}) {
    find_newer_syntax(source);
  }
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_NO_FATAL_FAILURE(find_newer_syntax(all));
}

}  // namespace
}  // namespace bihuan::script
