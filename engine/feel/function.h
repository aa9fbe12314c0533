// Decides what a function value is: a function literal with what it captured, a built-in, or one that the host supplies
// (a business knowledge model, a decision service). It does not call them (evaluate.h).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/program.h"
#include "engine/feel/type.h"

namespace bihuan::feel {

struct Evaluation;

/// A function literal: its body in its program, and the values of the names that the body reads. `self` is the name
/// that it is called by inside itself, so that a function in a context can call itself.
struct Closure {
  std::shared_ptr<const Program> program;
  NodeId body = 0;
  std::vector<std::uint32_t> parameters;
  std::vector<std::pair<std::uint32_t, Value>> captured;
  std::string self;
};

struct BuiltInReference {
  int index = 0;
};

struct HostFunction {
  std::function<Value(Evaluation&, std::vector<Value>)> call;
};

struct FunctionParameter {
  std::string name;
  Type type;
};

/// `external`: cannot be executed, calls answer null.
struct Function {
  std::vector<FunctionParameter> parameters;
  Type result;
  std::variant<Closure, BuiltInReference, HostFunction> body;
  bool external = false;
};

}  // namespace bihuan::feel
