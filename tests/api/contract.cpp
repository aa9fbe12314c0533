#include "tests/api/contract.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <initializer_list>
#include <mutex>

namespace bihuan::api::testing {
namespace {

YAML::Node load(const char* name) {
  return YAML::LoadFile(std::string(BIHUAN_SOURCE_DIR) + "/api/" + name);
}

/// The contract, with the paths of the Camunda 7 dialect beside its own.
const YAML::Node& document() {
  static const YAML::Node loaded = [] {
    YAML::Node own = load("openapi.yaml");
    for (const auto& path : load("engine_rest.yaml")["paths"]) own["paths"][path.first] = path.second;
    return own;
  }();
  return loaded;
}

/// The node at a path of names; a null node where there is none. Never makes one.
YAML::Node at(const YAML::Node& from, std::initializer_list<std::string> path) {
  YAML::Node node = from;
  for (const std::string& name : path) {
    if (!node.IsMap()) return {};
    const YAML::Node parent = node;
    const YAML::Node child = parent[name];
    if (!child) return {};
    node.reset(child);
  }
  return node;
}

YAML::Node schema_named(const std::string& name) {
  return at(document(), {"components", "schemas", name});
}

std::string last_part(const std::string& reference) {
  return reference.substr(reference.rfind('/') + 1);
}

bool has_type(const Value& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "string") return value.string();
  if (type == "boolean") return value.get<bool>();
  if (type == "object") return value.context();
  if (type == "array") return value.list();
  if (type == "integer") return value.number() && value.number()->is_integer();
  return false;
}

/// Only what the contract uses: $ref, type, enum, required, properties, additionalProperties, items.
void compare(const Value& value, const YAML::Node& schema, const std::string& at, std::vector<std::string>& wrong) {
  if (schema["$ref"]) return compare(value, schema_named(last_part(schema["$ref"].as<std::string>())), at, wrong);
  if (schema["type"]) {
    const YAML::Node type = schema["type"];
    const bool fits = type.IsScalar() ? has_type(value, type.as<std::string>())
                                      : std::ranges::any_of(type.as<std::vector<std::string>>(),
                                                            [&](const auto& one) { return has_type(value, one); });
    if (!fits) wrong.push_back(at + " is not of the contract's type");
  }
  if (schema["enum"]) {
    const auto words = schema["enum"].as<std::vector<std::string>>();
    if (!value.string() || std::ranges::find(words, *value.string()) == words.end()) {
      wrong.push_back(at + " is none of the contract's words");
    }
  }
  for (const YAML::Node& name : schema["required"]) {
    if (!value.entry(name.as<std::string>())) wrong.push_back(at + " lacks " + name.as<std::string>());
  }
  if (value.context() && schema["type"]) {
    for (const auto& [name, entry] : *value.context()) {
      const YAML::Node property = testing::at(schema, {"properties", name});
      if (!property.IsNull()) {
        compare(entry, property, at + "/" + name, wrong);
      } else if (schema["additionalProperties"]) {
        wrong.push_back(at + "/" + name + " is not in the contract");
      }
    }
  }
  if (value.list() && schema["items"]) {
    for (const Value& item : *value.list()) compare(item, schema["items"], at + "/*", wrong);
  }
}

YAML::Node operation_node(const Contract::Operation& operation) {
  std::string method = operation.method;
  std::ranges::transform(method, method.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return at(document(), {"paths", operation.path, method});
}

}  // namespace

const Contract& Contract::loaded() {
  static const Contract contract;
  return contract;
}

Contract::Contract() {
  for (const auto& path : document()["paths"]) {
    for (const auto& entry : path.second) {
      const std::string method = entry.first.as<std::string>();
      if (method == "parameters") continue;
      Operation operation{.path = path.first.as<std::string>()};
      std::ranges::transform(method, std::back_inserter(operation.method),
                             [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      operation.permission = entry.second["x-permission"].as<std::string>();
      for (const auto& response : entry.second["responses"]) operation.statuses.insert(response.first.as<int>());
      for (const YAML::Node& parameter : entry.second["parameters"]) {
        if (parameter["in"]) operation.query.push_back(parameter["name"].as<std::string>());
      }
      const YAML::Node body = at(entry.second, {"requestBody", "content", "application/json", "schema", "$ref"});
      if (!body.IsNull()) operation.json_body = last_part(body.as<std::string>());
      operations_.emplace_back(entry.second["operationId"].as<std::string>(), operation);
    }
  }
}

const Contract::Operation* Contract::operation(const std::string& id) const {
  const auto found = std::ranges::find(operations_, id, [](const auto& entry) { return entry.first; });
  return found == operations_.end() ? nullptr : &found->second;
}

std::set<std::string> Contract::properties(const std::string& schema) const {
  std::set<std::string> names;
  for (const auto& property : at(schema_named(schema), {"properties"})) names.insert(property.first.as<std::string>());
  return names;
}

std::set<std::string> Contract::required(const std::string& schema) const {
  std::set<std::string> names;
  for (const YAML::Node& name : at(schema_named(schema), {"required"})) names.insert(name.as<std::string>());
  return names;
}

std::vector<std::string> Contract::broken_by(const std::string& id, int status, const std::string& content_type,
                                             const Value& json) const {
  const Operation* operation = this->operation(id);
  if (!operation) return {"no operation " + id};
  if (!operation->statuses.contains(status)) return {id + " does not declare status " + std::to_string(status)};
  static std::mutex one_at_a_time;  // yaml-cpp's nodes are not for several threads
  const std::lock_guard lock(one_at_a_time);
  const YAML::Node declared = at(operation_node(*operation), {"responses", std::to_string(status)});
  const YAML::Node reference = at(declared, {"$ref"});
  const YAML::Node response = reference.IsNull()
                                  ? declared
                                  : at(document(), {"components", "responses", last_part(reference.as<std::string>())});
  const std::string media = content_type.substr(0, content_type.find(';'));
  if (media.empty())
    return at(response, {"content"}).IsNull() ? std::vector<std::string>() : std::vector{id + " has no body"};
  const YAML::Node content = at(response, {"content", media});
  const bool any = !at(response, {"content", "*/*"}).IsNull();
  if (content.IsNull()) return any ? std::vector<std::string>() : std::vector{id + " does not declare " + media};
  std::vector<std::string> wrong;
  if (media.ends_with("json")) compare(json, at(content, {"schema"}), id, wrong);
  return wrong;
}

}  // namespace bihuan::api::testing
