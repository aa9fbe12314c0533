// Decides how a comparison over many processes is counted, and how the first difference is reported: at its smallest.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <vector>

#include "tests/reference/comparison.h"
#include "tests/reference/shrink.h"

namespace bihuan::reference {

struct Tally {
  std::size_t graphs = 0, runs = 0, endless = 0;

  /// False when both differ, which is then a failure of the test.
  bool add(const ProcessModel& model, const definition::DefinitionPtr& definition, const std::vector<Act>& acts) {
    const Difference one = compare(model, definition, acts);
    ++runs;
    endless += one.verdict == Verdict::Diverged;
    if (one.verdict != Verdict::Differ) return true;
    const Found found = smallest(
        {model, acts}, [](const Found& less) { return compare(less.model, less.acts).verdict == Verdict::Differ; });
    ADD_FAILURE() << told(found) << compare(found.model, found.acts).told;
    return false;
  }

  void report(unsigned seed) const {
    std::printf("%zu graphs, %zu runs, %zu of them endless and left out; seed %u\n", graphs, runs, endless, seed);
  }
};

}  // namespace bihuan::reference
