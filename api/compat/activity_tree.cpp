// The activity instances of a process instance as a tree: what is active now, in the scopes that hold it. The leaves
// are what waits. Tokens before a join are each one activity instance of that gateway; a multi-instance activity is a
// body
// "<id>#multiInstanceBody" with its iterations below.
#include "adapters/codec/ids.h"
#include "api/compat/compat.h"
#include "api/compat/shape.h"
#include "api/compat/visible.h"

namespace bihuan::compat {
namespace {

using namespace api;
using state::Scope;
using state::ScopeKind;
using state::Token;

constexpr int deepest = 500;  ///< scopes within scopes; what is deeper is left out

class Tree {
 public:
  explicit Tree(const host::Live& live, const host::Snapshot& known)
      : live_(live), known_(known), instance_(live.row.id) {}

  std::string whole() const {
    const Scope* process = live_.state.scope(ScopeId{1});
    Below below;
    if (process) add_inside(*process, codec::text(instance_), 0, below);
    JsonObject out;
    out.text("id", codec::text(instance_));
    nulls(out, {"parentActivityInstanceId"});
    const definition::Element& element = live_.definition->process();
    add_activity(out, definition_id(known_, live_.row.definition), element);
    return close(out, below, {});
  }

 private:
  struct Below {
    std::string children, transitions;
    std::vector<std::string> incidents;
  };

  static void append(std::string& list, const std::string& json) { list += (list.empty() ? "" : ",") + json; }

  void add_activity(JsonObject& out, const std::string& activity, const definition::Element& element) const {
    out.text("activityId", activity);
    text_or_null(out, "activityName", element.name);
    text_or_null(out, "name", element.name);
    out.text("activityType", activity.ends_with(body_suffix) ? "multiInstanceBody" : activity_type(element));
    out.text("processInstanceId", codec::text(instance_));
    out.text("processDefinitionId", definition_id(known_, live_.row.definition));
  }

  std::string close(JsonObject& out, const Below& below, TokenId token) const {
    out.raw("childActivityInstances", "[" + below.children + "]");
    out.raw("childTransitionInstances", "[" + below.transitions + "]");
    out.raw("executionIds", json_texts({execution_id(instance_, token)}));
    out.raw("incidentIds", json_texts(below.incidents));
    return out.raw("incidents", "[]").done();
  }

  /// What stands in a scope: its tokens, and the scopes that no token of it waits for (event sub-processes).
  void add_inside(const Scope& scope, const std::string& parent, int depth, Below& below) const {
    if (depth > deepest) return;
    for (const Token& token : scope.tokens) add_token(scope, token, parent, depth, below);
    for (const ScopeId id : live_.state.children_of(scope.id)) {
      const Scope* child = live_.state.scope(id);
      if (child && child->kind == ScopeKind::EventSubProcess)
        append(below.children, event_sub_process(*child, parent, depth));
    }
  }

  void add_token(const Scope& scope, const Token& token, const std::string& parent, int depth, Below& below) const {
    if (waits_for_the_program(scope, token)) return append(below.transitions, transition(token, parent));
    append(below.children, node(scope, token, parent, depth));
    // Handlers of a compensation stand beside the event that threw it.
    const Scope* child = token.child ? live_.state.scope(token.child) : nullptr;
    if (child && child->kind == ScopeKind::Compensation) add_inside(*child, parent, depth + 1, below);
  }

  static bool waits_for_the_program(const Scope& scope, const Token& token) {
    for (const state::Work& work : scope.work) {
      const auto* continuation = std::get_if<state::Continuation>(&work.detail);
      if (continuation && work.token == token.id && continuation->kind != state::ContinuationKind::MoreIterations)
        return true;
    }
    return false;
  }

  std::vector<std::string> incidents_of(const Scope& scope, TokenId token) const {
    std::vector<std::string> out;
    for (const state::Incident& incident : scope.incidents) {
      if (incident.token == token) out.push_back(codec::text(instance_, incident.id));
    }
    return out;
  }

  std::string node(const Scope& scope, const Token& token, const std::string& parent, int depth) const {
    const definition::Element& element = live_.definition->at(token.element);
    const Scope* child = token.child ? live_.state.scope(token.child) : nullptr;
    const std::string activity = activity_of(live_, token);
    const std::string id = activity_instance_id(activity, instance_, token.id.n);
    Below below{.children = {}, .transitions = {}, .incidents = incidents_of(scope, token.id)};
    if (child && child->kind != ScopeKind::Compensation) add_child(*child, id, depth + 1, below);
    JsonObject out;
    out.text("id", id).text("parentActivityInstanceId", parent);
    add_activity(out, activity, element);
    return close(out, below, token.id);
  }

  /// The iterations of a body hold one token each, at the activity itself.
  void add_child(const Scope& child, const std::string& id, int depth, Below& below) const {
    if (child.kind != ScopeKind::MultiInstance && child.kind != ScopeKind::Loop)
      return add_inside(child, id, depth, below);
    for (const ScopeId one : live_.state.children_of(child.id)) {
      const Scope* iteration = live_.state.scope(one);
      if (iteration && iteration->kind == ScopeKind::Iteration) add_inside(*iteration, id, depth + 1, below);
    }
  }

  std::string event_sub_process(const Scope& scope, const std::string& parent, int depth) const {
    const definition::Element& element = live_.definition->at(scope.element);
    const std::string id = activity_instance_id(element.id, instance_, scope.id.n);
    Below below;
    add_inside(scope, id, depth + 1, below);
    JsonObject out;
    out.text("id", id).text("parentActivityInstanceId", parent);
    add_activity(out, element.id, element);
    return close(out, below, TokenId{scope.id.n});
  }

  std::string transition(const Token& token, const std::string& parent) const {
    const definition::Element& element = live_.definition->at(token.element);
    JsonObject out;
    out.text("id", execution_id(instance_, token.id)).text("parentActivityInstanceId", parent);
    out.text("processInstanceId", codec::text(instance_));
    out.text("processDefinitionId", definition_id(known_, live_.row.definition));
    out.text("activityId", element.id).text("targetActivityId", element.id);
    text_or_null(out, "activityName", element.name);
    out.text("activityType", activity_type(element)).text("executionId", execution_id(instance_, token.id));
    return out.raw("incidentIds", "[]").raw("incidents", "[]").done();
  }

  const host::Live& live_;
  const host::Snapshot& known_;
  InstanceId instance_;
};

}  // namespace

Answer read_activity_instances(const Call& call) {
  const auto found = inside(call, call.parameter("id"), "流程实例", "process instance");
  if (!found) return found.error();
  return json_answer(Tree(*found->live, *call.services.catalogue.now()).whole());
}

}  // namespace bihuan::compat
