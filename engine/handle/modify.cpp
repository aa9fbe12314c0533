// Decides modifications of a running instance by hand: tokens are cancelled, begin before or behind an element, or on a
// flow. All instructions are checked and done in their order, or none. A sub-process that is left empty ends with its
// token; an instance that is left empty ends as cancelled.
#include "engine/handle/modify.h"

#include <algorithm>
#include <set>

#include "engine/behaviour/cancel.h"
#include "engine/behaviour/live_iterations.h"
#include "engine/behaviour/scope.h"
#include "engine/behaviour/variables.h"
#include "engine/element/dispatch.h"

namespace bihuan::handle {
namespace {

using command::Instruction;
using command::InstructionKind;
using definition::Element;
using definition::ElementKind;

class Modification {
 public:
  explicit Modification(Step& step) : step_(step) {}

  Handled run(const command::ModifyInstance& command) {
    for (std::size_t i = 0; i < command.instructions.size(); ++i) {
      pointer_ = "/instructions/" + std::to_string(i);
      if (Handled done = one(command.instructions[i]); !done) return done;
    }
    for (ScopeId scope : emptied_) end_if_empty(scope);
    end_instance_if_empty(command.reason);
    return {};
  }

 private:
  Handled one(const Instruction& instruction) {
    switch (instruction.kind) {
      case InstructionKind::Cancel:
        return cancel(instruction);
      case InstructionKind::StartBefore:
        return start_before(instruction);
      case InstructionKind::StartAfter:
        return start_after(instruction);
      case InstructionKind::TakeFlow:
        return take_flow(instruction);
    }
    return {};
  }

  std::unexpected<Rejection> unknown(const std::string& id) const {
    return refuse_input(pointer_, "流程里没有“" + id + "”",
                        "Expected something of the process with the id \"" + id + "\", but there is none");
  }

  // --- ending

  Handled cancel(const Instruction& instruction) {
    if (instruction.token) return cancel_token(instruction.token);
    if (instruction.scope) return cancel_scope(instruction.scope);
    const ElementIndex element = step_.definition.find(instruction.element);
    if (!element) return unknown(instruction.element);
    std::vector<Place> there;
    for (const auto& [id, scope] : step_.state().scopes())
      for (const state::Token& token : scope.tokens)
        if (token.element == element && scope.kind != state::ScopeKind::Iteration) there.push_back({id, token.id});
    for (const Place at : there)
      if (step_.exists(at)) end_token(at);
    return {};
  }

  Handled cancel_token(TokenId token) {
    for (const auto& [id, scope] : step_.state().scopes()) {
      if (state::find_token(scope, token) == nullptr) continue;
      if (scope.kind == state::ScopeKind::Iteration) return cancel_iteration(scope);
      return end_token({id, token}), Handled();
    }
    return refuse_input(pointer_, "没有编号为 " + std::to_string(token.n) + " 的令牌",
                        "Expected a token " + std::to_string(token.n) + ", but there is none");
  }

  Handled cancel_scope(ScopeId id) {
    const state::Scope* scope = step_.state().scope(id);
    if (scope == nullptr)
      return refuse_input(pointer_, "没有编号为 " + std::to_string(id.n) + " 的范围",
                          "Expected a scope " + std::to_string(id.n) + ", but there is none");
    if (scope->kind == state::ScopeKind::Iteration) return cancel_iteration(*scope);
    if (scope->owner) return end_token({scope->parent, scope->owner}), Handled();
    if (!scope->parent) return behaviour::clear_scope(step_, id), Handled();
    const ScopeId parent = scope->parent;
    behaviour::terminate_scope(step_, id);
    emptied_.insert(parent);
    return {};
  }

  /// The others go on; the whole is judged anew.
  Handled cancel_iteration(const state::Scope& iteration) {
    if (step_.scope(iteration.parent).kind != state::ScopeKind::MultiInstance)
      return refuse_input(pointer_, "循环活动请整体取消", "Expected the loop as a whole, but this is one iteration");
    const auto removed = behaviour::remove_iterations(step_, iteration.parent, {iteration.loop_counter});
    if (removed) return {};
    return refuse(RejectionCode::WrongState, removed.error().message_zh, removed.error().message_en);
  }

  void end_token(Place at) {
    behaviour::terminate_token(step_, at);
    emptied_.insert(at.scope);
  }

  bool is_empty(ScopeId id) const {
    const state::Scope* scope = step_.state().scope(id);
    return scope != nullptr && scope->tokens.empty() && scope->children == 0;
  }

  /// A sub-process in which nothing goes on any more has not completed: it ends, and so may the one around it.
  void end_if_empty(ScopeId scope) {
    while (is_empty(scope)) {
      const state::Scope& empty = step_.scope(scope);
      if (!empty.parent) return;
      const Place owner{empty.parent, empty.owner};
      if (empty.kind == state::ScopeKind::Iteration) return;
      if (owner.token && step_.scope(owner.scope).kind == state::ScopeKind::Iteration)
        return step_.push(MoveKind::CloseIfDone, {scope, {}});  // an iteration completes: the whole is judged anew
      if (owner.token)
        behaviour::terminate_token(step_, owner);
      else
        behaviour::terminate_scope(step_, scope);
      scope = owner.scope;
    }
  }

  void end_instance_if_empty(const std::string& reason) {
    if (!is_empty(ScopeId{1})) return;
    behaviour::terminate_scope(step_, ScopeId{1});
    step_.emit(event::InstanceCancelled{reason, step_.context.now});
  }

  // --- beginning

  Handled start_before(const Instruction& instruction) {
    const ElementIndex index = step_.definition.find(instruction.element);
    if (!index || index == step_.definition.process().index) return unknown(instruction.element);
    const Element& element = step_.definition.at(index);
    // What has no beginning of its own has occurred already when one stands before it.
    if (element.kind == ElementKind::BoundaryEvent) return start_after(instruction);
    const element::Rule* rule = element::rule_of(element.kind);
    if (rule == nullptr || rule->token_arrives == nullptr)
      return refuse_input(pointer_, "不能从“" + element.id + "”之前开始",
                          "Expected an element that a token can come to, but \"" + element.id + "\" is none");
    const std::expected<ScopeId, Rejection> scope = scope_for(step_, element, instruction.scope, pointer_);
    if (!scope) return std::unexpected(scope.error());
    if (joins(element)) return put_on_flow(instruction, *scope, free_flow(*scope, element));
    const Place at = behaviour::place_token(step_, *scope, index);
    begin(instruction, at);
    return {};
  }

  Handled start_after(const Instruction& instruction) {
    const ElementIndex index = step_.definition.find(instruction.element);
    if (!index) return unknown(instruction.element);
    const Element& element = step_.definition.at(index);
    if (element.outgoing.size() != 1)
      return refuse_input(pointer_, "“" + element.id + "”应当恰好有一条出口，请改用指明顺序流的方式",
                          "Expected exactly one way out of \"" + element.id + "\", but there are " +
                              std::to_string(element.outgoing.size()) + ": name a flow");
    return begin_on_flow(instruction, element, element.outgoing.front());
  }

  Handled take_flow(const Instruction& instruction) {
    for (std::uint32_t i = 0; i < step_.definition.flows.size(); ++i) {
      const FlowIndex flow{i};
      if (step_.definition.at(flow).id == instruction.element)
        return begin_on_flow(instruction, step_.definition.at(step_.definition.at(flow).source), flow);
    }
    return unknown(instruction.element);
  }

  Handled begin_on_flow(const Instruction& instruction, const Element& from, FlowIndex flow) {
    const std::expected<ScopeId, Rejection> scope = scope_for(step_, from, instruction.scope, pointer_);
    if (!scope) return std::unexpected(scope.error());
    return put_on_flow(instruction, *scope, flow);
  }

  Handled put_on_flow(const Instruction& instruction, ScopeId scope, FlowIndex flow) {
    const TokenId token = step_.new_id<TokenId>();
    step_.emit(event::FlowTaken{scope, token, flow, step_.definition.at(flow).target, step_.context.now});
    step_.touch(scope);
    begin(instruction, {scope, token});
    return {};
  }

  void begin(const Instruction& instruction, Place at) {
    if (!instruction.variables.empty()) behaviour::write(step_, at.scope, instruction.variables);
    if (!instruction.local_variables.empty())
      step_.emit(event::VariablesSet{at.scope, at.token, instruction.local_variables});
    step_.push(MoveKind::Arrive, at);
  }

  bool joins(const Element& element) const {
    const bool gateway = element.kind == ElementKind::ParallelGateway ||
                         element.kind == ElementKind::InclusiveGateway || element.kind == ElementKind::ComplexGateway;
    return (gateway && element.incoming.size() > 1) || element.start_quantity > 1;
  }

  /// A token in front of a join stands on a flow: the first on which none waits yet.
  FlowIndex free_flow(ScopeId scope, const Element& gateway) const {
    for (FlowIndex flow : gateway.incoming) {
      const auto& tokens = step_.scope(scope).tokens;
      if (std::ranges::none_of(tokens, [&](const state::Token& token) { return token.flow == flow; })) return flow;
    }
    return gateway.incoming.front();
  }

  Step& step_;
  std::string pointer_;
  std::set<ScopeId> emptied_;
};

}  // namespace

Handled handle(Step& step, const command::ModifyInstance& command) {
  return Modification(step).run(command);
}

}  // namespace bihuan::handle
