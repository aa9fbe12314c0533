// Decides how a model becomes a compiled one, and collects every fault on the way. Only compile*.cpp include it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/dmn/compiled.h"
#include "engine/dmn/decision.h"
#include "engine/feel/check.h"
#include "engine/feel/names.h"

namespace bihuan::dmn {

/// The names that the texts of one element may use: as the parser needs them, and as variables with what is known of
/// their types, so that a designer hears of a misspelt one.
struct NamesInScope {
  feel::KnownNames known;
  std::vector<feel::TypedName> variables;

  void add(const std::string& name, feel::Type type = {}) {
    known.add(name);
    variables.push_back({name, std::move(type)});
  }
};

class Compiler {
 public:
  Compiler(const Model& model, OnFault on_fault) : model_(model), on_fault_(on_fault) {}
  std::expected<std::shared_ptr<const CompiledModel>, std::vector<Fault>> run();

 private:
  /// Where a text stands, for faults, and which names it may use.
  struct Place {
    std::string element_id;
    int line = 0;
    const NamesInScope& names;
    int depth = 0;
    bool closed = true;  ///< there are no other variables than `names`; not so where elements of a list bring their own
  };

  // compile.cpp: elements and requirements
  void declare_scopes();
  void declare_items(const std::vector<ItemDefinition>& items);
  CompiledItem item(const ItemDefinition& definition);
  void decision(const DecisionModel& decision);
  void knowledge(const BusinessKnowledgeModel& knowledge);
  void service(const DecisionService& service);
  void input(const InputData& input);
  feel::Type type_of_required(const std::string& id) const;
  NamesInScope names_for(const std::vector<const std::vector<InformationRequirement>*>& requirements,
                         const BoxedExpression* body, const std::vector<Parameter>& parameters) const;
  std::string name_of(const std::string& id) const;
  template <class Elements>
  std::vector<Required> resolved(const std::vector<InformationRequirement>& requirements, const Elements& elements,
                                 const std::string& owner, int line);
  void resolve_knowledge(const std::vector<InformationRequirement>& requirements, std::vector<Required>& knowledge,
                         std::vector<Required>& services, const std::string& owner, int line);
  void refuse_cycles();
  void refuse_doubles();

  // compile_boxed.cpp: expressions and tables
  CompiledPtr boxed(const BoxedPtr& expression, Place place);
  CompiledTable table(const DecisionTable& table, const Place& place);
  CompiledRule rule(const Rule& rule, const DecisionTable& table, const Place& place);
  void check_policy(const DecisionTable& table, const Place& place);
  CompiledPtr typed(const BoxedPtr& expression, const std::string& type_ref, const Place& place);
  void declare(CompiledBoxed& boxed, feel::Type declared) const;
  CompiledFunction function(const FunctionDefinition& definition, const Place& place);
  feel::Expression expression(std::string_view text, const Place& place);
  feel::Expression tests(std::string_view text, const Place& place);
  feel::Type type(const std::string& name, const Place& place);
  std::string allowed_values_of(const std::string& type_ref) const;
  void advise(const feel::Expression& expression, const Place& place);
  std::string priorities_of(const DecisionTable& table, const OutputClause& output) const;
  void warn_of_external(FunctionKind kind, const Place& place);
  feel::Type result_of(const std::string& type_ref, const Place& place);
  void fault(const Place& place, std::string zh, std::string en);

  const Model& model_;
  OnFault on_fault_;
  std::size_t scope_ = 0;   ///< of the element that is compiled
  std::string owner_type_;  ///< of the decision whose logic is compiled
  bool refused_ = false;    ///< a fault that nothing can make harmless
  CompiledModel compiled_;
  std::vector<Fault> faults_;
};

}  // namespace bihuan::dmn
