// Decides the reading of signatures. They are read once, when the table of functions is first used.
#include "engine/feel/signature.h"

#include <algorithm>

namespace bihuan::feel {
namespace {

/// Calls `each(part)` for the parts between separators.
template <class Each>
void split(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    each(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

Type type_of(std::string_view text) {
  constexpr std::string_view list = "list<";
  if (!text.starts_with(list)) return type_of_name(text);
  text.remove_prefix(list.size());
  text.remove_suffix(1);
  return Type{.kind = TypeKind::List, .arguments = {type_of_name(text)}};
}

Parameter parameter_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  std::string_view name = text.substr(0, colon);
  const bool optional = name.ends_with('?');
  if (optional) name.remove_suffix(1);
  return {name, !optional, domain_of(text.substr(colon + 1))};
}

Signature signature_of(std::string_view text) {
  Signature signature;
  split(text, ',', [&](std::string_view part) {
    signature.repeats = part == "...";
    if (signature.repeats) return;
    signature.parameters.push_back(parameter_of(part));
    if (signature.parameters.back().needed) ++signature.required;
  });
  return signature;
}

}  // namespace

Domain domain_of(std::string_view text) {
  Domain domain;
  if (text == "any") return domain;
  if (text == "point")
    return domain_of("number/string/date/time/date and time/days and time duration/years and months duration");
  split(text, '/', [&](std::string_view part) {
    if (part != "duration") {
      domain.push_back(type_of(part));
    } else {
      domain.insert(domain.end(), {type_of("days and time duration"), type_of("years and months duration")});
    }
  });
  return domain;
}

std::vector<Signature> signatures_of(std::string_view text) {
  std::vector<Signature> signatures;
  split(text, '|', [&](std::string_view part) { signatures.push_back(signature_of(part)); });
  if (signatures.empty()) signatures.emplace_back();
  return signatures;
}

bool takes(const Domain& domain, const Value& value, const TypeNames& names) {
  if (domain.empty() || value.is_null()) return true;
  return std::any_of(domain.begin(), domain.end(),
                     [&](const Type& type) { return !coerced(value, type, names).is_null(); });
}

}  // namespace bihuan::feel
