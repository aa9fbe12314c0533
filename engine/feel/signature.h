// Decides what the written signature of a built-in function means: names, domains and result, once for the calls and
// for the checks while writing. It does not call.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/type.h"

namespace bihuan::feel {

/// The types that a parameter takes: any of these; empty takes everything.
using Domain = std::vector<Type>;

struct Parameter {
  std::string_view name;
  bool needed = true;
  Domain domain;
};

/// One way to call a function. `repeats`: the last parameter may be given any number of times, or not at all.
struct Signature {
  std::vector<Parameter> parameters;
  std::size_t required = 0;
  bool repeats = false;

  bool takes(std::size_t arguments) const {
    return arguments >= required && (repeats || arguments <= parameters.size());
  }
};

/// Reads "name:type/type,name?:type,...|…": types by "/", parameters by ",", signatures by "|"; "?" marks what may be
/// left out, "..." repeats the parameter before it. A type is FEEL's name of it, or "list<" name ">"; "duration" is
/// both durations, "point" all that has an order, "any" everything. Requires that the text is well-formed; it is one of
/// this folder's tables. The names point into the text.
std::vector<Signature> signatures_of(std::string_view text);
Domain domain_of(std::string_view text);

/// Is the value of one of these types, after the implicit conversions (10.3.2.9.4)? Null is of each.
bool takes(const Domain& domain, const Value& value, const TypeNames& names);

}  // namespace bihuan::feel
