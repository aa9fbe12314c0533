// Decides the elements of a compiled model: items, inputs, decisions, knowledge, services, and how they require each
// other.
#include <algorithm>
#include <set>

#include "engine/dmn/compiler.h"

namespace bihuan::dmn {
namespace {

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void collect_components(feel::KnownNames& names, const std::vector<ItemDefinition>& items, int depth) {
  if (depth > max_boxed_depth) return;
  for (const ItemDefinition& item : items) {
    for (const ItemDefinition& component : item.components) names.add(component.name);
    collect_components(names, item.components, depth + 1);
  }
}

/// The names that a boxed expression declares anywhere inside.
void collect_declared(NamesInScope& names, const BoxedExpression* boxed, int depth) {
  if (boxed == nullptr || depth > max_boxed_depth) return;
  struct Forms {
    NamesInScope& names;
    int depth;
    void inside(const BoxedPtr& inner) const { collect_declared(names, inner.get(), depth + 1); }
    void operator()(const LiteralExpression&) const {}
    void operator()(const DecisionTable& table) const {
      for (const OutputClause& output : table.outputs) names.add(output.name);
    }
    void operator()(const BoxedContext& context) const {
      for (const BoxedContextEntry& entry : context.entries) names.add(entry.name), inside(entry.expression);
    }
    void operator()(const Invocation& invocation) const {
      inside(invocation.function);
      for (const InvocationBinding& binding : invocation.bindings)
        names.add(binding.parameter), inside(binding.expression);
    }
    void operator()(const BoxedList& list) const {
      for (const BoxedPtr& one : list.items) inside(one);
    }
    void operator()(const Relation& relation) const {
      for (const std::string& column : relation.columns) names.add(column);
      for (const auto& row : relation.rows)
        for (const BoxedPtr& cell : row) inside(cell);
    }
    void operator()(const FunctionDefinition& function) const {
      for (const Parameter& parameter : function.parameters) names.add(parameter.name);
      inside(function.body);
    }
    void operator()(const Conditional& one) const {
      inside(one.condition), inside(one.then_branch), inside(one.else_branch);
    }
    void operator()(const Filter& one) const { inside(one.in), inside(one.match); }
    void operator()(const Iterator& one) const { names.add(one.variable), inside(one.in), inside(one.body); }
  };
  std::visit(Forms{names, depth}, boxed->form);
}

template <class Elements>
const auto* with_id(const Elements& elements, std::string_view id) {
  const auto found =
      std::find_if(elements.begin(), elements.end(), [&](const auto& element) { return element.id == id; });
  return found != elements.end() ? &*found : nullptr;
}

const std::string& variable_of(const DecisionModel& decision) {
  return decision.variable_name.empty() ? decision.name : decision.variable_name;
}
const std::string& variable_of(const BusinessKnowledgeModel& knowledge) {
  return knowledge.variable_name.empty() ? knowledge.name : knowledge.variable_name;
}
const std::string& variable_of(const InputData& input) {
  return input.name;
}
const std::string& variable_of(const DecisionService& service) {
  return service.name;
}

void add_through(NamesInScope& names, const std::vector<std::string>& through) {
  for (const std::string& name : through) names.add(name);
}

}  // namespace

std::string Compiler::name_of(const std::string& id) const {
  if (const auto* decision = with_id(model_.decisions, id)) return variable_of(*decision);
  if (const auto* input = with_id(model_.inputs, id)) return input->name;
  if (const auto* knowledge = with_id(model_.knowledge, id)) return variable_of(*knowledge);
  if (const auto* service = with_id(model_.services, id)) return service->name;
  return "";
}

/// What is declared of a required element, where FEEL itself names the type; Any otherwise.
feel::Type Compiler::type_of_required(const std::string& id) const {
  const auto* decision = with_id(model_.decisions, id);
  const auto* input = with_id(model_.inputs, id);
  const std::string name = decision != nullptr ? decision->type_ref : input != nullptr ? input->type_ref : "";
  if (blank(name)) return {};
  feel::Type type = feel::type_of_name(name);
  return type.kind == feel::TypeKind::Named ? feel::Type() : type;
}

NamesInScope Compiler::names_for(const std::vector<const std::vector<InformationRequirement>*>& requirements,
                                 const BoxedExpression* body, const std::vector<Parameter>& parameters) const {
  NamesInScope names;
  if (model_.scopes.empty())
    for (const ItemDefinition& item : model_.items) names.known.add(item.name);
  else
    for (const auto& type : model_.scopes[scope_].types) names.known.add(type.first);
  collect_components(names.known, model_.items, 0);
  for (const auto* list : requirements) {
    for (const InformationRequirement& requirement : *list) {
      names.add(name_of(requirement.id), type_of_required(requirement.id));
      add_through(names, requirement.through);
    }
  }
  for (const Parameter& parameter : parameters) names.add(parameter.name);
  collect_declared(names, body, 0);
  return names;
}

void Compiler::declare_scopes() {
  for (const Scope& scope : model_.scopes)
    compiled_.scopes.push_back({nullptr, scope.ns, {scope.types.begin(), scope.types.end()}});
  if (compiled_.scopes.empty()) compiled_.scopes.push_back({nullptr, model_.ns, {}});
}

CompiledItem Compiler::item(const ItemDefinition& definition) {
  const NamesInScope names = names_for({}, nullptr, {});
  const Place place{definition.id.empty() ? definition.name : definition.id, definition.line, names, 0, false};
  CompiledItem compiled{definition.name, definition.is_collection, definition.is_function, {}, {}, {}, {}};
  if (!blank(definition.type_ref)) compiled.base = type(definition.type_ref, place);
  for (const ItemDefinition& component : definition.components) compiled.components.push_back(item(component));
  if (!blank(definition.allowed_values)) compiled.allowed = tests(definition.allowed_values, place);
  if (!blank(definition.type_constraint)) compiled.constraint = tests(definition.type_constraint, place);
  return compiled;
}

void Compiler::declare_items(const std::vector<ItemDefinition>& items) {
  for (const ItemDefinition& definition : items) compiled_.items.emplace(definition.name, CompiledItem{});
  for (const ItemDefinition& definition : items) {
    scope_ = definition.scope;
    compiled_.items[definition.name] = item(definition);
  }
}

template <class Elements>
std::vector<Required> Compiler::resolved(const std::vector<InformationRequirement>& requirements,
                                         const Elements& elements, const std::string& owner, int line) {
  std::vector<Required> result;
  for (const InformationRequirement& requirement : requirements) {
    const auto* found = with_id(elements, requirement.id);
    if (found == nullptr) {
      faults_.push_back({owner, line, "引用的元素“" + requirement.id + "”不存在",
                         "the required element '" + requirement.id + "' does not exist"});
      continue;
    }
    result.push_back({static_cast<std::size_t>(found - elements.data()), variable_of(*found), requirement.through});
  }
  return result;
}

/// A knowledge requirement may name a decision service as well.
void Compiler::resolve_knowledge(const std::vector<InformationRequirement>& requirements,
                                 std::vector<Required>& knowledge, std::vector<Required>& services,
                                 const std::string& owner, int line) {
  std::vector<InformationRequirement> of_services;
  std::vector<InformationRequirement> of_knowledge;
  for (const InformationRequirement& one : requirements)
    (with_id(model_.services, one.id) != nullptr ? of_services : of_knowledge).push_back(one);
  knowledge = resolved(of_knowledge, model_.knowledge, owner, line);
  services = resolved(of_services, model_.services, owner, line);
}

void Compiler::input(const InputData& input) {
  const NamesInScope none;
  scope_ = input.scope;
  compiled_.inputs.push_back(
      {input.id, input.name, type(input.type_ref, {input.id, input.line, none}), input.scope, input.through});
}

void Compiler::decision(const DecisionModel& decision) {
  scope_ = decision.scope;
  owner_type_ = decision.type_ref;
  const NamesInScope names =
      names_for({&decision.required_decisions, &decision.required_inputs, &decision.required_knowledge},
                decision.expression.get(), {});
  const Place place{decision.id, decision.line, names};
  CompiledDecision compiled{
      decision.id, decision.name, variable_of(decision), type(decision.type_ref, place), nullptr, {}, {}, {},
      {},          decision.scope};
  compiled.expression = boxed(decision.expression, place);
  compiled.decisions = resolved(decision.required_decisions, model_.decisions, decision.id, decision.line);
  compiled.inputs = resolved(decision.required_inputs, model_.inputs, decision.id, decision.line);
  resolve_knowledge(decision.required_knowledge, compiled.knowledge, compiled.services, decision.id, decision.line);
  compiled_.decisions.push_back(std::move(compiled));
}

/// The variable of a function has the function's type, or directly the type that it answers.
feel::Type Compiler::result_of(const std::string& type_ref, const Place& place) {
  const feel::Type declared = type(type_ref, place);
  const auto found = std::find_if(model_.items.begin(), model_.items.end(), [&](const ItemDefinition& item) {
    return item.is_function && item.name == declared.name;
  });
  return found != model_.items.end() ? type(found->return_type, place) : declared;
}

void Compiler::knowledge(const BusinessKnowledgeModel& knowledge) {
  scope_ = knowledge.scope;
  owner_type_.clear();
  NamesInScope names =
      names_for({&knowledge.required_knowledge}, knowledge.function.body.get(), knowledge.function.parameters);
  names.add(variable_of(knowledge));
  const Place place{knowledge.id, knowledge.line, names};
  CompiledKnowledge compiled{knowledge.id, variable_of(knowledge), {}, function(knowledge.function, place), {},
                             {},           knowledge.scope};
  compiled.result = result_of(knowledge.type_ref, place);
  resolve_knowledge(knowledge.required_knowledge, compiled.knowledge, compiled.services, knowledge.id, knowledge.line);
  compiled_.knowledge.push_back(std::move(compiled));
}

void Compiler::service(const DecisionService& service) {
  const NamesInScope none;
  scope_ = service.scope;
  CompiledService compiled{service.id,   service.name, result_of(service.type_ref, {service.id, service.line, none}),
                           {},           {},           {},
                           service.scope};
  compiled.outputs = resolved(service.output_decisions, model_.decisions, service.id, service.line);
  compiled.input_decisions = resolved(service.input_decisions, model_.decisions, service.id, service.line);
  compiled.input_data = resolved(service.input_data, model_.inputs, service.id, service.line);
  compiled_.services.push_back(std::move(compiled));
}

/// Takes away decisions whose requirements are all gone; what is left stands in a circle. Input decisions of services
/// do not count.
void Compiler::refuse_cycles() {
  const auto& decisions = compiled_.decisions;
  std::vector<std::size_t> waiting(decisions.size());
  std::vector<std::vector<std::size_t>> dependents(decisions.size());
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    waiting[i] = decisions[i].decisions.size();
    for (const Required& required : decisions[i].decisions) dependents[required.index].push_back(i);
    if (waiting[i] == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    const std::size_t done = ready.back();
    ready.pop_back();
    for (const std::size_t next : dependents[done])
      if (--waiting[next] == 0) ready.push_back(next);
  }
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (waiting[i] > 0)
      refused_ = true,
      faults_.push_back({decisions[i].id, model_.decisions[i].line, "决策“" + decisions[i].name + "”的依赖成环",
                         "the requirements of decision '" + decisions[i].name + "' form a circle"});
}

void Compiler::refuse_doubles() {
  std::set<std::string, std::less<>> seen;
  const auto check = [&](const auto& elements) {
    for (const auto& element : elements)
      if (!seen.insert(element.id).second)
        refused_ = true, faults_.push_back({element.id, element.line, "编号“" + element.id + "”重复",
                                            "the id '" + element.id + "' occurs twice"});
  };
  check(model_.decisions);
  check(model_.inputs);
  check(model_.knowledge);
  check(model_.services);
}

std::expected<std::shared_ptr<const CompiledModel>, std::vector<Fault>> Compiler::run() {
  compiled_.name = model_.name;
  refuse_doubles();
  declare_scopes();
  declare_items(model_.items);
  for (const InputData& one : model_.inputs) input(one);
  for (const DecisionModel& one : model_.decisions) decision(one);
  for (const BusinessKnowledgeModel& one : model_.knowledge) knowledge(one);
  for (const DecisionService& one : model_.services) service(one);
  if (!refused_) refuse_cycles();
  if (refused_ || (on_fault_ == OnFault::Refuse && !faults_.empty())) return std::unexpected(std::move(faults_));
  compiled_.warnings.insert(compiled_.warnings.end(), faults_.begin(), faults_.end());
  auto result = std::make_shared<CompiledModel>(std::move(compiled_));
  for (TypeScope& scope : result->scopes) scope.model = result.get();
  return result;
}

std::expected<Decisions, std::vector<Fault>> compile(const Model& model, OnFault on_fault) {
  auto compiled = Compiler(model, on_fault).run();
  if (!compiled) return std::unexpected(std::move(compiled.error()));
  return Decisions(std::move(*compiled));
}

}  // namespace bihuan::dmn
