// Decides what the names of one evaluation stand for: variables of outside, overlaid with what the expression itself
// has written so far. It does not evaluate.
#pragma once

#include <optional>
#include <string_view>

#include "engine/juel/expression.h"
#include "engine/juel/fault.h"

namespace bihuan::juel {

class Scope {
 public:
  Scope(const feel::Variables& variables, const Surroundings& surroundings, feel::Evaluation& evaluation,
        Outcome& outcome)
      : variables_(variables), surroundings_(surroundings), evaluation_(evaluation), outcome_(outcome) {}

  /// The variable in sight; nullopt when there is none.
  std::optional<Value> find(std::string_view name) const;
  /// What this expression wrote to the local scope; nullopt when it did not.
  std::optional<Value> written_locally(std::string_view name) const;
  const Value& execution() const { return surroundings_.execution; }
  const Value& task() const { return surroundings_.task; }
  /// What was written to a property of the task, for whoever reads it again.
  const Value* task_change(std::string_view name) const;

  void set(std::string_view name, Value value);
  void set_local(std::string_view name, Value value);
  void remove(std::string_view name);
  void change_task(std::string_view name, Value value);

 private:
  void pay(const Value& value) const;

  const feel::Variables& variables_;
  const Surroundings& surroundings_;
  feel::Evaluation& evaluation_;
  Outcome& outcome_;
};

}  // namespace bihuan::juel
