// Decides assignments (assignment.h).
#include "engine/behaviour/assignment.h"

#include <algorithm>

#include "engine/feel/text.h"

namespace bihuan::behaviour {
namespace {

using People = std::vector<std::string>;
using Parameters = std::vector<std::pair<std::string, Value>>;

/// One look-up. "several" holds many: "1.kind", "1.role", "2.kind", … (bpmn_resources.h).
struct Part {
  std::string kind;
  std::vector<std::pair<std::string, const definition::Expr*>> parameters;
};

constexpr std::string_view list_kind = "users-and-groups";

std::vector<Part> parts_of(const definition::Assignment& rule) {
  std::vector<Part> parts;
  if (rule.kind != "several") parts.push_back({rule.kind, {}});
  for (const auto& [name, expr] : rule.parameters) {
    const auto dot = rule.kind == "several" ? name.find('.') : std::string::npos;
    const std::string own = dot == std::string::npos ? name : name.substr(dot + 1);
    if (dot != std::string::npos && own == "kind")
      parts.push_back({expr.source(), {}});
    else if (!parts.empty())
      parts.back().parameters.emplace_back(own, &expr);
  }
  return parts;
}

/// A list of people may be empty; what the organisation is asked by may not.
Evaluated<Parameters> evaluate_parameters(const Step& step, const View& view, const Part& part) {
  Parameters parameters;
  for (const auto& [name, expr] : part.parameters) {
    Evaluated<Value> value = evaluate(step, view, *expr);
    if (!value) return std::unexpected(std::move(value.error()));
    if (value->is_null() && part.kind != list_kind)
      return std::unexpected(fault_in(view, *expr, "assignment-not-valid", "办理人规则的参数“" + name + "”为空",
                                      "Expected a value of the assignment's \"" + name + "\", but it is null"));
    if (!value->is_null()) parameters.emplace_back(name, std::move(*value));
  }
  return parameters;
}

std::string text_of(const Parameters& parameters, std::string_view name) {
  const Value* value = state::find(parameters, name);
  return value == nullptr ? std::string() : feel::to_string(*value);
}

std::string in_words(const std::string& kind, const Parameters& parameters) {
  std::string words = kind;
  for (const auto& [name, value] : parameters) words += " " + name + "=" + feel::to_string(value);
  return words;
}

People listed(const Value* people) {
  People ids;
  if (people == nullptr) return ids;
  if (const List* list = people->list())
    for (const Value& one : *list) {
      if (!one.is_null()) ids.push_back(feel::to_string(one));
    }
  else
    ids.push_back(feel::to_string(*people));
  return ids;
}

/// What the engine knows without the organisation.
std::optional<People> known(const Step& step, const std::string& kind, const Parameters& parameters) {
  const state::Header& header = step.state().header();
  if (kind == "person") return listed(state::find(parameters, "person"));
  if (kind == "candidates") return listed(state::find(parameters, "people"));
  if (kind == "initiator") return header.initiator.empty() ? People{} : People{header.initiator};
  if (kind != "who-did") return std::nullopt;
  const auto did = header.performers.find(step.definition.find(text_of(parameters, "step")));
  return did == header.performers.end() ? People{} : People{did->second};
}

/// Who has left or may not work any more gets nothing, whichever rule names them.
People without_the_gone(const Step& step, People people) {
  if (step.context.gone) std::erase_if(people, [&](const std::string& person) { return step.context.gone(person); });
  return people;
}

/// The organisation's answer; nullopt when it has to be asked first.
std::optional<People> ask(Step& step, Lookup lookup) {
  if (step.context.answers != nullptr) {
    const auto answer = step.context.answers->find(lookup);
    if (answer != step.context.answers->end()) return answer->second;
  }
  if (std::find(step.needs.begin(), step.needs.end(), lookup) == step.needs.end())
    step.needs.push_back(std::move(lookup));
  return std::nullopt;
}

std::optional<People> look_up(Step& step, const std::string& kind, const Parameters& parameters) {
  if (std::optional<People> people = known(step, kind, parameters)) return without_the_gone(step, std::move(*people));
  Lookup lookup{kind, {}};
  for (const auto& [name, value] : parameters) lookup.parameters.emplace_back(name, feel::to_string(value));
  return ask(step, std::move(lookup));
}

/// The unit that a rule names, under whichever parameter.
std::string unit_of(const Parameters& parameters) {
  for (std::string_view name : {"unit", "place", "owner"})
    if (std::string unit = text_of(parameters, name); !unit.empty()) return unit;
  return {};
}

// --- lists of users and groups, as dialects write them ---------------------------------------------------------------

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

/// The names of a text with commas, or of a list.
People names_in(const Value& value) {
  People names;
  for (const std::string& entry : listed(&value)) {
    std::string_view rest = entry;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(','), rest.size());
      if (const std::string_view name = trimmed(rest.substr(0, end)); !name.empty()) names.emplace_back(name);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return names;
}

/// The name in "group(fire)" when the word is group.
std::optional<std::string> called(const std::string& entry, std::string_view word) {
  const bool fits =
      entry.starts_with(word) && entry.size() > word.size() + 1 && entry[word.size()] == '(' && entry.back() == ')';
  if (!fits) return std::nullopt;
  return std::string(trimmed(std::string_view(entry).substr(word.size() + 1, entry.size() - word.size() - 2)));
}

void add_names(const Parameters& parameters, Assigned& assigned) {
  for (const auto& [parameter, value] : parameters) {
    People users;
    for (const std::string& entry : names_in(value)) {
      const auto group = called(entry, "group");
      if (group || parameter == "groups")
        assigned.groups.push_back(group.value_or(entry));
      else
        users.push_back(called(entry, "user").value_or(entry));
    }
    const bool one = parameter == "assignee" && users.size() == 1 && assigned.assignee.empty();
    if (one) assigned.assignee = users.front();
    if (!one) assigned.candidates.insert(assigned.candidates.end(), users.begin(), users.end());
  }
}

/// A group is a role of the organisation where it has one of that name. False: an answer is missing.
bool add_people_of_groups(Step& step, Assigned& assigned) {
  bool complete = true;
  for (const std::string& group : assigned.groups) {
    const std::optional<People> people = ask(step, {"role", {{"role", group}}});
    complete = complete && people;
    if (people) assigned.candidates.insert(assigned.candidates.end(), people->begin(), people->end());
  }
  return complete;
}

// --- together -------------------------------------------------------------------------------------------------------

std::optional<People> when_empty(Step& step, const definition::Assignment& rule, const Parameters& parameters) {
  if (rule.when_empty == "administrator") return ask(step, {"administrator", {}});
  if (rule.when_empty == "head") return ask(step, {"head", {{"unit", unit_of(parameters)}}});
  return People{};
}

void drop_repeats(People& people) {
  People once;
  for (std::string& person : people)
    if (std::find(once.begin(), once.end(), person) == once.end()) once.push_back(std::move(person));
  people = std::move(once);
}

Fault nobody(const std::string& words) {
  return {"nobody-found",
          "没有找到办理人（" + words + "）",
          "Expected somebody for \"" + words + "\", but there is nobody",
          words,
          {}};
}

/// Nobody was found: whoever the rule names for that, or nobody where lists alone were given ("nobody").
Evaluated<std::optional<Assigned>> conclude(Step& step, const definition::Assignment& rule,
                                            const Parameters& parameters, bool lists, Assigned assigned) {
  assigned.candidates = without_the_gone(step, std::move(assigned.candidates));
  drop_repeats(assigned.candidates);
  const bool nobody_yet = assigned.assignee.empty() && assigned.candidates.empty();
  if (nobody_yet && rule.when_empty != "nobody") {
    std::optional<People> others = when_empty(step, rule, parameters);
    if (!rule.when_empty.empty() && rule.when_empty != "incident") assigned.rule += " -> " + rule.when_empty;
    if (!others) return std::optional<Assigned>();
    if (others->empty()) return std::unexpected(nobody(assigned.rule));
    drop_repeats(*others);
    assigned.candidates = std::move(*others);
    lists = false;
  }
  if (!lists && assigned.candidates.size() == 1) assigned.assignee = assigned.candidates.front();
  return std::optional<Assigned>(std::move(assigned));
}

}  // namespace

Evaluated<std::optional<Assigned>> assign(Step& step, const View& view, const definition::Assignment& rule) {
  Assigned assigned;
  Parameters all;
  bool complete = true, lists = false;
  for (const Part& part : parts_of(rule)) {
    const Evaluated<Parameters> parameters = evaluate_parameters(step, view, part);
    if (!parameters) return std::unexpected(parameters.error());
    all.insert(all.end(), parameters->begin(), parameters->end());
    assigned.rule += (assigned.rule.empty() ? "" : "; ") + in_words(part.kind, *parameters);
    lists = lists || part.kind == list_kind;
    if (part.kind == list_kind) {
      add_names(*parameters, assigned);
      continue;
    }
    const std::optional<People> people = look_up(step, part.kind, *parameters);
    complete = complete && people;
    if (people) assigned.candidates.insert(assigned.candidates.end(), people->begin(), people->end());
  }
  complete = add_people_of_groups(step, assigned) && complete;
  if (!complete) return std::optional<Assigned>();
  return conclude(step, rule, all, lists, std::move(assigned));
}

}  // namespace bihuan::behaviour
