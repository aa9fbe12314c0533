#include "api/scenario/yaml.h"

namespace bihuan::scenario {

Value value_of(const YAML::Node& node) {
  if (node.IsSequence()) {
    List list;
    for (const YAML::Node& item : node) list.push_back(value_of(item));
    return Value(std::move(list));
  }
  if (node.IsMap()) return Value(variables_of(node));
  if (!node.IsScalar()) return Value();
  const std::string text = node.Scalar();
  if (node.Tag() == "!") return Value(text);  // yaml-cpp's mark of a quoted scalar
  if (text == "true") return Value(true);
  if (text == "false") return Value(false);
  if (text == "null" || text == "~") return Value();
  if (const auto number = Decimal::parse(text)) return Value(*number);
  return Value(text);
}

state::Variables variables_of(const YAML::Node& node) {
  state::Variables out;
  if (!node || !node.IsMap()) return out;
  for (const auto& entry : node) out.emplace_back(entry.first.Scalar(), value_of(entry.second));
  return out;
}

std::string text_of(const YAML::Node& node, const char* name) {
  const YAML::Node found = node[name];
  return found && found.IsScalar() ? found.Scalar() : std::string();
}

}  // namespace bihuan::scenario
