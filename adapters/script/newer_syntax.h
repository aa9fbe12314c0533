// Decides which newer JavaScript a text uses that the interpreter (ES5) refused, so that a fault can say so and where.
// It translates nothing, and it does not decide what is valid.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bihuan::script {

struct NewerSyntax {
  std::string what;                  ///< as a person writes it: "=>", "let", "`…`"
  std::size_t line = 0, column = 0;  ///< from 1; columns count characters
};

/// The first that the text uses outside of strings, comments and regular expressions. Safe for any bytes.
std::optional<NewerSyntax> find_newer_syntax(std::string_view source);

}  // namespace bihuan::script
