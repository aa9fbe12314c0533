// Rule: leaving out orders of independent steps changes no verdict. A slow explorer that tries every order of steps is
// compared with the fast one on many random graphs.
#include "engine/analysis/exploration.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "../definition_models.h"

namespace bihuan::analysis {
namespace {

using definition::Definition;
using definition::models::Model;

constexpr std::size_t too_many = 3'000;

/// Every marking that can be reached; nullopt when there are too many.
std::optional<std::map<Marking, std::set<Marking>>> all_markings(const Definition& d) {
  std::map<Marking, std::set<Marking>> next;
  std::vector<Marking> open;
  for (const Firing& begun : beginnings(d, d.process())) open.push_back(begun.after);
  while (!open.empty()) {
    const Marking marking = open.back();
    open.pop_back();
    const auto [found, is_new] = next.try_emplace(marking);
    if (!is_new) continue;
    if (next.size() > too_many || marking.size() > 12) return std::nullopt;
    for (const FlowIndex flow : marking)
      for (const Firing& firing : firings(d, marking, flow)) {
        found->second.insert(firing.after);
        open.push_back(firing.after);
      }
  }
  return next;
}

bool always_ends(const std::map<Marking, std::set<Marking>>& next) {
  std::set<Marking> good{{}};
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [marking, after] : next)
      for (const Marking& a : after)
        if (good.contains(a)) grew = good.insert(marking).second || grew;
  }
  for (const auto& [marking, after] : next)
    if (!good.contains(marking)) return false;
  return true;
}

Model random_model(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  Model m;
  std::vector<std::string> ids;
  const std::size_t nodes = 3 + below(6);
  for (std::size_t i = 0; i < nodes; ++i) {
    constexpr std::string_view kinds = "txx++oo!";
    const char kind = kinds[below(i < 2 ? 7 : kinds.size())];
    ids.push_back(std::string(1, kind) + std::to_string(i));
  }
  m.add("s > " + ids[0]);
  std::set<std::pair<std::size_t, std::size_t>> edges;
  for (std::size_t i = 1; i < nodes; ++i) edges.insert({below(i), i});
  for (std::size_t n = below(2 * nodes); n > 0; --n) edges.insert({below(nodes), below(nodes)});
  for (const auto& [from, to] : edges)
    if (ids[from][0] != '!' && from != to) m.add(ids[from] + " > " + ids[to]);
  for (const std::string& id : ids) {
    m.element(id);
    if (id[0] == 't' && below(3) == 0)
      m.boundary("d" + id, id, below(2) == 0).add("d" + id + " > " + ids[below(nodes)]);
  }
  return m;
}

TEST(Exploration, LeavingOutOrdersOfIndependentStepsChangesNoVerdict) {
  int sound = 0, unsound = 0;
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    const Model model = random_model(seed);
    const auto d = definition::compile(model.process, "random");
    if (!d) continue;
    const auto slow = all_markings(*d->definition);
    if (!slow) continue;
    const Explored fast = explore(*d->definition, d->definition->process());
    if (fast.gave_up) continue;
    const bool good = always_ends(*slow);
    EXPECT_EQ(good, !fast.fault.has_value()) << "seed " << seed << (fast.fault ? fast.fault->stuck_at : "");
    EXPECT_LE(fast.markings, slow->size()) << "seed " << seed;
    ++(good ? sound : unsound);
  }
  EXPECT_GT(sound, 300);
  EXPECT_GT(unsound, 300);
}

}  // namespace
}  // namespace bihuan::analysis
