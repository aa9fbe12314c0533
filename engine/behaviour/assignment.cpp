// Decides assignments (assignment.h).
#include "engine/behaviour/assignment.h"

#include <algorithm>

#include "engine/feel/text.h"

namespace bihuan::behaviour {
namespace {

using People = std::vector<std::string>;
using Parameters = std::vector<std::pair<std::string, Value>>;

Evaluated<Parameters> evaluate_parameters(const Step& step, const View& view, const definition::Assignment& rule) {
  Parameters parameters;
  for (const auto& [name, expr] : rule.parameters) {
    Evaluated<Value> value = evaluate(step, view, expr);
    if (!value) return std::unexpected(std::move(value.error()));
    if (value->is_null())
      return std::unexpected(fault_in(view, expr, "assignment-not-valid", "办理人规则的参数“" + name + "”为空",
                                      "Expected a value of the assignment's \"" + name + "\", but it is null"));
    parameters.emplace_back(name, std::move(*value));
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
    for (const Value& one : *list) ids.push_back(feel::to_string(one));
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

}  // namespace

Evaluated<std::optional<Assigned>> assign(Step& step, const View& view, const definition::Assignment& rule) {
  const Evaluated<Parameters> parameters = evaluate_parameters(step, view, rule);
  if (!parameters) return std::unexpected(parameters.error());
  Assigned assigned;
  assigned.rule = in_words(rule.kind, *parameters);
  std::optional<People> people = look_up(step, rule.kind, *parameters);
  if (people && people->empty()) {
    people = when_empty(step, rule, *parameters);
    if (!rule.when_empty.empty() && rule.when_empty != "incident") assigned.rule += " -> " + rule.when_empty;
  }
  if (!people) return std::optional<Assigned>();
  if (people->empty()) return std::unexpected(nobody(assigned.rule));
  drop_repeats(*people);
  if (people->size() == 1) assigned.assignee = people->front();
  assigned.candidates = std::move(*people);
  return std::optional<Assigned>(std::move(assigned));
}

}  // namespace bihuan::behaviour
