// Decides data associations (bpmn_association.h).
//
// An assignment's `to` names the target, or a path in it ("order.total"): then the value is put into the target as it
// is so far. `from` of such an assignment must be FEEL, since the whole is one expression.
#include "adapters/definitions/bpmn_association.h"

#include <algorithm>

#include "adapters/definitions/bpmn_mapping.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

ExpressionText feel(std::string text, Where where) {
  ExpressionText result;
  result.text = std::move(text);
  result.is_expression = true;
  result.where = where;
  return result;
}

/// What the reference of a sourceRef or targetRef names; empty (reported) if it leads nowhere or to no data.
std::string variable_at(const Reading& reading, const DataNames& names, XmlNode association, XmlNode reference) {
  const auto data = reading.index.resolve(association, reference.name(), trimmed(reference.text()), "");
  return data ? names.of(reading.index, *data) : std::string();
}

/// "${order.total}", "=order.total" and "order.total" name the same place.
std::string_view bare(std::string_view place) {
  place = trimmed(place);
  if (place.starts_with('=')) return trimmed(place.substr(1));
  if ((place.starts_with("${") || place.starts_with("#{")) && place.ends_with('}'))
    return trimmed(place.substr(2, place.size() - 3));
  return place;
}

class AssociationReader {
 public:
  AssociationReader(const Reading& reading, const DataNames& names, const OptionalData& optional_data, XmlNode owner,
                    XmlNode node)
      : reading_(reading), names_(names), optional_data_(optional_data), owner_(owner), node_(node) {}

  std::vector<MappingText> read() {
    read_ends();
    if (const auto transformation = node_.child(bpmn_ns, "transformation")) {
      whole_ = reading_.expression(*transformation, owner_);
    } else if (sources_.size() == 1) {
      whole_ = reading_of_source();
    } else if (!node_.child(bpmn_ns, "assignment") && sources_.size() > 1) {
      reading_.note(owner_, "transformation", node_.where());
    }
    for (const XmlNode child : node_.children())
      if (child.is(bpmn_ns, "assignment")) assign(child);
    if (!target_.empty() && !whole_.empty()) result_.insert(result_.begin(), {whole_, target_, node_.where()});
    return std::move(result_);
  }

 private:
  void read_ends() {
    for (const XmlNode child : node_.children()) {
      if (child.ns() != bpmn_ns || trimmed(child.text()).empty()) continue;
      if (child.name() == "targetRef") target_ = variable_at(reading_, names_, node_, child);
      if (child.name() != "sourceRef") continue;
      sources_.push_back(variable_at(reading_, names_, node_, child));
      optional_ = optional_data_.contains(local_part(child.text()));
    }
  }

  ExpressionText reading_of_source() const {
    const std::string& name = sources_.front();
    if (name.empty()) return {};
    if (optional_) return feel("if " + name + " = null then null else " + name, node_.where());
    return reading_of(name, node_.where());
  }

  void assign(XmlNode assignment) {
    const auto from = assignment.child(bpmn_ns, "from"), to = assignment.child(bpmn_ns, "to");
    if (!from || !to) return;
    const ExpressionText value = reading_.expression(*from, owner_);
    const std::string place = named(bare(to->text()));
    const std::string variable = place.substr(0, place.find('.'));
    if (value.empty() || place.empty()) return;
    if (place != target_ && variable != target_) return other(assignment, value, place);
    if (place == target_)
      whole_ = value;
    else
      put(assignment, value, place);
  }

  /// `to` may name the data by its id.
  std::string named(std::string_view place) const {
    const auto data = reading_.index.find(place);
    const std::string variable = data ? names_.of(reading_.index, *data) : std::string();
    return variable.empty() ? std::string(place) : variable;
  }

  /// An assignment to something else than the association's target.
  void other(XmlNode assignment, const ExpressionText& value, const std::string& place) {
    if (place.find('.') != std::string::npos) return reading_.note(owner_, "assignment", assignment.where());
    result_.push_back({value, place, assignment.where()});
  }

  void put(XmlNode assignment, const ExpressionText& value, const std::string& place) {
    std::vector<MappingText> whole;
    if (!whole_.empty()) whole.push_back({whole_, target_, node_.where()});
    if (!put_mapping(whole, place, value, assignment.where()))
      return reading_.note(owner_, "assignment", assignment.where());
    whole_ = whole.front().source;
  }

  const Reading& reading_;
  const DataNames& names_;
  const OptionalData& optional_data_;
  XmlNode owner_, node_;
  std::vector<std::string> sources_;
  std::string target_;
  bool optional_ = false;
  ExpressionText whole_;  ///< what the target becomes
  std::vector<MappingText> result_;
};

}  // namespace

ExpressionText reading_of(const std::string& variable, Where where) {
  return feel(variable, where);
}

OptionalData optional_data(XmlNode owner) {
  OptionalData result;
  const auto specification = owner.child(bpmn_ns, "ioSpecification");
  for (const XmlNode set : specification.value_or(owner).children()) {
    if (!set.is(bpmn_ns, "inputSet") && !set.is(bpmn_ns, "outputSet")) continue;
    for (const XmlNode entry : set.children())
      if (entry.name().starts_with("optional")) result.emplace(local_part(entry.text()));
  }
  return result;
}

std::vector<MappingText> read_association(const Reading& reading, const DataNames& names, const OptionalData& optional,
                                          XmlNode owner, XmlNode association) {
  return AssociationReader(reading, names, optional, owner, association).read();
}

}  // namespace bihuan::definitions
