// The part of `bihuan eval` that prints, and that evaluates a decision of a DMN file.
#pragma once

#include <string>

#include "api/cli/command.h"
#include "engine/base/value.h"
#include "engine/feel/expression.h"

namespace bihuan::cli {

/// `decision` may be empty when the file has one that no other requires. With `trace` every decision on the way is
/// shown.
struct DecisionQuestion {
  std::string file, decision;
  bool trace = false;
};

/// Prints the answer; sets the exit code: 1 when the file, the model or the evaluation is at fault.
void eval_decision(const DecisionQuestion& question, const ContextEntries& inputs, Shared& shared);

/// As FEEL text, or as JSON with --json.
void print_value(const Value& value, const Shared& shared);

/// What the expression reads of the context, one name a line, on standard error.
void print_reads(const feel::Expression& expression, const ContextEntries& context);

}  // namespace bihuan::cli
