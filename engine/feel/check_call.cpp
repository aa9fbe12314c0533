// Decides calls before they run: does the function exist, does it take so many arguments, of these names, of these
// types. The signatures are those by which the functions are called.
#include <algorithm>

#include "engine/feel/built_in.h"
#include "engine/feel/checker.h"
#include "engine/feel/complete.h"
#include "engine/feel/pattern.h"
#include "engine/feel/suggestion.h"
#include "engine/feel/text.h"

namespace bihuan::feel {
namespace {

/// What the function answers, given its arguments' types in the order of the call.
Type result_of(const BuiltIn& function, const Signature& signature, const std::vector<Type>& types) {
  const bool of_list = !signature.parameters.empty() && !signature.parameters[0].domain.empty() &&
                       signature.parameters[0].domain[0].kind == TypeKind::List;
  if (types.empty() && (function.result == "item" || function.result == "same")) return Type{};
  if (function.result == "same") return of_list ? list_of(element_of(types[0])) : element_of(types[0]);
  if (function.result == "item" && of_list) return element_of(types[0]);
  if (function.result == "item") {
    Type type{.kind = TypeKind::Null};
    for (const Type& one : types) type = joined(type, one);
    return type;
  }
  Domain result = domain_of(function.result);
  return result.size() == 1 ? std::move(result[0]) : Type{};
}

bool is_text_of(std::string_view function, const std::string& text) {
  if (function == "date") return parse_date(text).has_value();
  if (function == "time") return parse_time(text).has_value();
  if (function == "date and time") return parse_date_time(text) || parse_date(text);
  if (function == "duration") return parse_days_duration(text) || parse_months_duration(text);
  return true;
}

}  // namespace

Type Checker::call(const Node& node, bool named) {
  const auto children = program_.children_of(node);
  const NodeId callee = children[0];
  const Node& name = program_.nodes[callee];
  std::vector<Type> types;
  for (const NodeId argument : children.subspan(1)) types.push_back(infer(argument));
  if (name.kind != NodeKind::Name) return call_function(node, infer(callee), named, types);
  const Type* variable = known(name_of(name.value));
  const int built_in = program_.built_ins[name.value];
  if (variable != nullptr && (variable->kind == TypeKind::Function || built_in < 0))
    return call_function(node, *variable, named, types);
  if (variable != nullptr || open_ > 0) return Type{};
  if (built_in >= 0) return call_built_in(node, built_in, named, types);
  std::vector<std::string> candidates;
  for (const BuiltIn& function : built_ins()) candidates.emplace_back(function.name);
  for (const TypedName& outer : scope_.names) candidates.push_back(outer.name);
  const std::string wanted(name_of(name.value));
  report(callee, "没有名为“" + wanted + "”的函数", "there is no function '" + wanted + "'",
         nearest(wanted, candidates));
  return Type{};
}

/// The position of each argument; false when the signature does not take so many, or not of these names.
bool Checker::places(const Node& node, const Signature& signature, bool named, std::vector<std::size_t>& positions) {
  const std::size_t count = node.child_count - 1;
  positions.clear();
  if (!named && !signature.takes(count)) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (!named) {
      positions.push_back(std::min(i, signature.parameters.size() - 1));
      continue;
    }
    const auto called = [&](const Parameter& parameter) { return parameter.name == argument_name(node, i); };
    const auto found = std::ranges::find_if(signature.parameters, called);
    if (found == signature.parameters.end()) return false;
    positions.push_back(static_cast<std::size_t>(found - signature.parameters.begin()));
  }
  return true;
}

/// The signature that takes the call, or nullptr after a finding on what is nearest.
const Signature* Checker::fitting(const Node& node, int index, bool named, const std::vector<Type>& types) {
  const Signature* nearest_one = nullptr;
  std::vector<std::size_t> positions;
  std::vector<std::size_t> nearest_positions;
  std::size_t most = 0;
  for (const Signature& signature : signatures_of_built_in(index)) {
    if (!places(node, signature, named, positions)) continue;
    std::size_t fitted = 0;
    while (fitted < types.size() && fits(types[fitted], signature.parameters[positions[fitted]].domain)) ++fitted;
    if (fitted == types.size()) return &signature;
    if (nearest_one != nullptr && fitted <= most) continue;
    nearest_one = &signature;
    nearest_positions = positions;
    most = fitted;
  }
  if (nearest_one != nullptr) {
    wrong_argument(node, *nearest_one, nearest_positions, types);
  } else if (named) {
    wrong_names(node, index);
  } else {
    wrong_count(node, index);
  }
  return nullptr;
}

Type Checker::call_built_in(const Node& node, int index, bool named, const std::vector<Type>& types) {
  const Signature* signature = fitting(node, index, named, types);
  const BuiltIn& function = built_ins()[static_cast<std::size_t>(index)];
  if (signature == nullptr) {
    const Domain result = domain_of(function.result == "item" || function.result == "same" ? "any" : function.result);
    return result.size() == 1 ? result[0] : Type{};
  }
  if (!named) constant_text(node, index);
  return named && (function.result == "same" || function.result == "item") ? Type{}
                                                                           : result_of(function, *signature, types);
}

void Checker::wrong_count(const Node& node, int index) {
  const std::string count = std::to_string(node.child_count - 1);
  report(program_.children_of(node)[0], "这个函数不接受 " + count + " 个参数：" + forms_of(index, " 或 "),
         "the function does not take " + count + " arguments: " + forms_of(index, " or "));
}

void Checker::wrong_names(const Node& node, int index) {
  std::vector<std::string> known_names;
  for (const Signature& signature : signatures_of_built_in(index))
    for (const Parameter& parameter : signature.parameters) known_names.emplace_back(parameter.name);
  for (std::size_t i = 0; i + 1 < node.child_count; ++i) {
    const std::string name(argument_name(node, i));
    if (std::ranges::find(known_names, name) != known_names.end()) continue;
    const std::size_t colon = token_at(begin_of(program_.children_of(node)[i + 1]));
    const std::size_t end = colon > 0 ? tokens_[colon - 1].begin : 0;
    report(end - std::min(end, name.size()), end, "没有名为“" + name + "”的参数：" + forms_of(index, " 或 "),
           "there is no parameter '" + name + "': " + forms_of(index, " or "), nearest(name, known_names));
    return;
  }
  report(program_.children_of(node)[0], "这些参数名不能一起使用：" + forms_of(index, " 或 "),
         "these parameters do not go together: " + forms_of(index, " or "));
}

void Checker::wrong_argument(const Node& node, const Signature& signature, std::span<const std::size_t> positions,
                             const std::vector<Type>& types) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Parameter& parameter = signature.parameters[positions[i]];
    if (fits(types[i], parameter.domain)) continue;
    const std::string name(parameter.name);
    report(program_.children_of(node)[i + 1],
           "参数“" + name + "”应为" + chinese(parameter.domain) + "，这里是" + chinese(types[i]),
           "the parameter '" + name + "' takes " + english(parameter.domain) + ", not a " + english(types[i]));
    return;
  }
}

/// Dates, times and patterns that are written out can be read at once.
void Checker::constant_text(const Node& node, int index) {
  const auto children = program_.children_of(node);
  const std::string_view function = built_ins()[static_cast<std::size_t>(index)].name;
  const auto text_at = [&](std::size_t i) -> const std::string* {
    if (i >= children.size() || program_.nodes[children[i]].kind != NodeKind::Constant) return nullptr;
    return program_.constants[program_.nodes[children[i]].value].string();
  };
  if (children.size() == 2) {
    const std::string* text = text_at(1);
    if (text != nullptr && !is_text_of(function, *text))
      report(children[1], "“" + *text + "”不能读作 " + std::string(function),
             "'" + *text + "' is no " + std::string(function));
    return;
  }
  const std::size_t flags_at = function == "replace" ? 4 : 3;
  const std::string* pattern = text_at(2);
  if (pattern == nullptr || (function != "matches" && function != "replace" && function != "split")) return;
  const std::string* flags = text_at(flags_at);
  if (flags == nullptr && children.size() > flags_at) return;
  const auto read = re2_pattern(*pattern, flags != nullptr ? *flags : "");
  if (!read) report(children[2], "正则表达式不能使用：" + std::string(read.error().zh), std::string(read.error().en));
}

Type Checker::call_function(const Node& node, const Type& function, bool named, const std::vector<Type>& types) {
  const auto children = program_.children_of(node);
  if (!is_open(function) && function.kind != TypeKind::Function)
    report(children[0], "这不是函数，而是" + chinese(function), "this is no function but a " + english(function));
  if (function.kind != TypeKind::Function || function.arguments.empty()) return Type{};
  const std::size_t parameters = function.arguments.size() - 1;
  if (!named && types.size() != parameters) {
    report(children[0],
           "这个函数有 " + std::to_string(parameters) + " 个参数，给了 " + std::to_string(types.size()) + " 个",
           "the function has " + std::to_string(parameters) + " parameters, given are " + std::to_string(types.size()));
  } else if (!named) {
    for (std::size_t i = 0; i < parameters; ++i)
      if (!fits(types[i], {function.arguments[i]}))
        report(children[i + 1], "参数应为" + chinese(function.arguments[i]) + "，这里是" + chinese(types[i]),
               "the parameter takes a " + english(function.arguments[i]) + ", not a " + english(types[i]));
  }
  return function.arguments.back();
}

}  // namespace bihuan::feel
