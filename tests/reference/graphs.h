// Decides which small graphs are all small graphs: every shape of flows among so many nodes, up to the names of the
// nodes, and every choice of what the nodes are. README.md says in words which universe that is. It runs nothing.
#pragma once

#include <vector>

#include "tests/reference/interpreter.h"

namespace bihuan::reference {

/// Flows among inner nodes 0..nodes-1; `out[i]` are bits: the inner nodes that i leads to, and bit `nodes` is the end.
/// The start leads to node 0.
struct Shape {
  int nodes = 0;
  std::vector<unsigned> out;
};

/// All shapes of so many inner nodes in which each has one to `degree` incoming and outgoing flows, is reached from the
/// start and reaches the end; no flow leads from a node to itself, none is doubled. One of each set of isomorphic ones.
std::vector<Shape> shapes(int nodes, int degree);

/// What the nodes may be: with one flow in and one out a user task; else each of `kinds`.
std::vector<std::vector<ElementKind>> kinds_of(const Shape& shape, const std::vector<ElementKind>& kinds);

/// The process. Choices read the variables c0, c1, …: see `choices`.
ProcessModel process_of(const Shape& shape, const std::vector<ElementKind>& kinds);

/// The number of values (1..n) of each variable that a choice of the process reads.
Numbers choices(const ProcessModel& model);

/// Adds what every user task of a generated process has: somebody to do it.
void give_to_somebody(ElementModel& task);
/// The condition of the k-th of `count` flows of a choice: exclusive, the variable is k; inclusive, it has the bit k.
std::string condition_of(bool inclusive, const std::string& variable, int k, int count);

}  // namespace bihuan::reference
