// Decides what a function value is: a function literal with what it captured, a built-in, or one that the host supplies
// (a business knowledge model, a decision service). It does not call them (evaluate.h).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/program.h"
#include "engine/feel/type.h"

namespace bihuan::feel {

struct Evaluation;

/// A function literal: its body and shape in its program, and the values that free names of the body had where it was
/// written, each with its local. `self` is the local by which the body calls the function itself, so that a function in
/// a context can.
struct Closure {
  std::shared_ptr<const Program> program;
  NodeId body = 0;
  std::uint32_t shape = 0;  ///< in Program::functions
  std::vector<std::pair<std::uint32_t, Value>> captured;
  std::optional<std::uint32_t> self;
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
