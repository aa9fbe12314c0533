// Decides names of data elements, declarations, and which mappings an element's data makes (bpmn_data.h).
#include "adapters/definitions/bpmn_data.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "adapters/definitions/bpmn_association.h"
#include "adapters/definitions/bpmn_kinds.h"
#include "adapters/definitions/bpmn_mapping.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"
#include "engine/feel/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

constexpr auto data_elements = std::to_array<std::string_view>(
    {"property", "dataObject", "dataInput", "dataOutput", "inputDataItem", "outputDataItem", "dataStore"});

bool holds_data(std::string_view name) {
  return std::find(data_elements.begin(), data_elements.end(), name) != data_elements.end();
}

/// Tools draw long names on several lines.
std::string on_one_line(std::string_view text) {
  std::string result;
  for (const char c : trimmed(text)) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if (!space) result += c;
    if (space && !result.ends_with(' ')) result += ' ';
  }
  return result;
}

/// Whether an expression of this text alone reads the variable of this name. What a process declares is known by its
/// name, whatever stands in it; data inputs and outputs are not.
bool is_readable(const std::string& name, bool declared) {
  const auto cannot = [](char c) { return c == '.' || c == '"' || c == '[' || c == '('; };
  if (name.empty() || name.size() > 200 || std::any_of(name.begin(), name.end(), cannot)) return false;
  feel::KnownNames known;
  if (declared) known.add(name);
  const auto parsed = feel::parse_expression(name, known);
  return parsed && parsed->reads() == std::vector{name};
}

std::string named(std::string_view name, std::string_view id, bool declared) {
  std::string variable = on_one_line(name);
  if (is_readable(variable, declared)) return variable;
  if (id.empty()) return {};
  variable = std::string(id);
  for (char& c : variable)
    if (c == '.' || c == '-') c = '_';
  return is_readable(variable, declared) ? variable : "data_" + variable;  // "in" is a word of FEEL
}

bool declares(const std::vector<DataModel>& list, const std::string& name) {
  return std::any_of(list.begin(), list.end(), [&](const DataModel& data) { return data.name == name; });
}

}  // namespace

DataNames::DataNames(const XmlDocument& document, XmlNode process) {
  for (std::uint32_t i = process.index() + 1; i < process.end(); ++i) {
    const XmlNode node = document.node(i);
    if (!node.is(bpmn_ns, "dataObjectReference") || trimmed(node.get("name")).empty()) continue;
    drawn_.try_emplace(std::string(local_part(node.get("dataObjectRef"))), node.get("name"));
  }
  std::set<std::pair<std::uint32_t, std::string_view>> names;  // by their specification
  for (std::uint32_t i = process.index() + 1; i < process.end(); ++i) {
    const XmlNode node = document.node(i);
    const bool local = node.is(bpmn_ns, "dataInput") || node.is(bpmn_ns, "dataOutput");
    if (local && !names.emplace(node.parent()->index(), node.get("name")).second)
      repeated_.insert(std::string(node.get("id")));
  }
}

std::string DataNames::of(const BpmnIndex& index, XmlNode data) const {
  if (data.ns() != bpmn_ns) return {};
  if (data.name() == "dataObjectReference") {
    const auto object = index.find(data.get("dataObjectRef"));
    return object && object->name() == "dataObject" ? of(index, *object)
                                                    : named(data.get("name"), data.get("id"), true);
  }
  if (data.name() == "dataStoreReference") {
    const auto store = index.find(data.get("dataStoreRef"));
    const std::string own = named(data.get("name"), "", true);
    return own.empty() && store && store->name() == "dataStore" ? of(index, *store) : named(own, data.get("id"), true);
  }
  if (!holds_data(data.name())) return {};
  const auto drawn = drawn_.find(data.get("id"));
  const bool unnamed = data.name() == "dataObject" && trimmed(data.get("name")).empty();
  if (repeated_.contains(data.get("id"))) return named({}, data.get("id"), false);
  const bool declared = data.name() == "dataObject" || data.name() == "property" || data.name() == "dataStore";
  return named(unnamed && drawn != drawn_.end() ? drawn->second : data.get("name"), data.get("id"), declared);
}

void read_declared_data(const Reading& reading, const DataNames& names, XmlNode node, ElementModel& element) {
  for (const XmlNode child : node.children()) {
    const bool object = child.is(bpmn_ns, "dataObject") || child.is(bpmn_ns, "property");
    if (!object && !child.is(bpmn_ns, "dataStoreReference")) continue;
    reading.check_yes_no(child);
    DataModel data;
    data.name = names.of(reading.index, child);
    data.collection = boolean_of(child.get("isCollection")).value_or(false);
    data.where = child.where();
    if (!object) data.store = std::string(local_part(child.get(child.find("dataStoreRef") ? "dataStoreRef" : "id")));
    // A store belongs to the whole process, wherever it is drawn.
    auto& list =
        data.store.empty() || reading.process.elements.empty() ? element.data : reading.process.elements.front().data;
    if (!data.name.empty() && !declares(list, data.name)) list.push_back(std::move(data));
  }
}

void read_associations(const Reading& reading, const DataNames& names, XmlNode node, ElementModel& element) {
  std::size_t place = 0;
  std::set<std::pair<const void*, std::string>> targets;  // of each list
  const OptionalData optional = optional_data(node);
  for (const XmlNode child : node.children()) {
    const bool in = child.is(bpmn_ns, "dataInputAssociation");
    if (!in && !child.is(bpmn_ns, "dataOutputAssociation")) continue;
    std::vector<MappingText> mappings = read_association(reading, names, optional, node, child);
    const bool payload = in && is_throw(element.kind) && element.events.size() > 1;
    auto& to = payload && place < element.events.size() ? element.events[place].payload
               : in                                     ? element.inputs
                                                        : element.outputs;
    for (MappingText& mapping : mappings) {
      const bool first = targets.emplace(&to, mapping.target).second;
      first ? to.push_back(std::move(mapping)) : set_mapping(to, std::move(mapping));
    }
    ++place;
  }
}

namespace {

/// Takes the mapping with this target (inputs) or whose source reads this variable (outputs) out of the list.
std::optional<MappingText> take(std::vector<MappingText>& mappings, const auto& is_wanted) {
  const auto found = std::find_if(mappings.begin(), mappings.end(), is_wanted);
  if (found == mappings.end()) return std::nullopt;
  MappingText result = std::move(*found);
  mappings.erase(found);
  return result;
}

/// The variable of the data element that a child of the loop names by its id.
std::string variable_of(const Reading& reading, const DataNames& names, XmlNode loop, std::string_view reference) {
  const auto child = loop.child(bpmn_ns, reference);
  if (!child || trimmed(child->text()).empty()) return {};
  // Other products write the variable's own name here.
  const bool bare = reading.process.dialect != Dialect::Bihuan && !reading.index.find(child->text());
  if (bare) return std::string(trimmed(child->text()));
  const auto data = reading.index.resolve(loop, reference, trimmed(child->text()), "");
  return data ? names.of(reading.index, *data) : std::string();
}

/// inputDataItem and outputDataItem hold their name; tools also write the id of another data element into them.
std::string item_of(const Reading& reading, const DataNames& names, XmlNode loop, std::string_view item) {
  const auto child = loop.child(bpmn_ns, item);
  if (!child) return {};
  const auto other = reading.index.find(child->text());
  return other && !trimmed(child->text()).empty() ? names.of(reading.index, *other) : names.of(reading.index, *child);
}

}  // namespace

void read_loop_data(const Reading& reading, const DataNames& names, XmlNode node, ElementModel& element) {
  const auto loop = node.child(bpmn_ns, "multiInstanceLoopCharacteristics");
  if (!loop || !element.multi_instance) return;
  MultiInstanceModel& result = *element.multi_instance;
  if (const std::string input = variable_of(reading, names, *loop, "loopDataInputRef"); !input.empty()) {
    const auto outer = take(element.inputs, [&](const MappingText& m) { return m.target == input; });
    result.collection = outer ? outer->source : reading_of(input, loop->where());
  }
  const std::string input_item = item_of(reading, names, *loop, "inputDataItem");
  if (!input_item.empty() && !result.collection.empty()) result.element_variable = input_item;
  if (const std::string output = variable_of(reading, names, *loop, "loopDataOutputRef"); !output.empty()) {
    const auto outer = take(element.outputs, [&](const MappingText& m) { return m.source.text == output; });
    result.output_collection = outer ? outer->target : output;
  }
  if (const std::string item = item_of(reading, names, *loop, "outputDataItem"); !item.empty())
    result.output_element = reading_of(item, loop->where());
}

}  // namespace bihuan::definitions
