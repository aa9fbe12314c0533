// Decides votes (vote.h).
#include "engine/behaviour/vote.h"

#include <algorithm>

namespace bihuan::behaviour {
namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Value number(std::uint32_t n) {
  return Value(std::int64_t{n});
}

/// The three words that stand for a rule.
std::optional<bool> by_word(const std::string& word, const Tally& tally) {
  if (word.empty() || word == "all") return tally.pass == tally.all;
  if (word == "majority") return 2 * tally.pass > tally.all;
  if (word == "any") return tally.pass > 0;
  return std::nullopt;
}

}  // namespace

void Tally::count(event::Vote vote, std::uint32_t votes) {
  if (vote == event::Vote::Pass) pass += votes;
  if (vote == event::Vote::Reject) reject += votes;
  if (vote == event::Vote::Abstain) abstain += votes;
}

event::Vote vote_of(const definition::Element& element, const std::string& outcome) {
  const definition::Vote& rule = *element.multi_instance->vote;
  const bool has_outcomes = element.user_task && !element.user_task->outcomes.empty();
  if (!has_outcomes) return event::Vote::Pass;
  if (contains(rule.abstain_outcomes, outcome)) return event::Vote::Abstain;
  const bool pass = rule.pass_outcomes.empty() ? outcome == element.user_task->outcomes.front()
                                               : contains(rule.pass_outcomes, outcome);
  return pass ? event::Vote::Pass : event::Vote::Reject;
}

Evaluated<bool> passes(const Step& step, Place at, const definition::Vote& rule, const Tally& tally) {
  if (!rule.pass.feel()) {
    const std::string* word = rule.pass.constant().string();
    if (const std::optional<bool> answer = by_word(word ? *word : std::string(), tally)) return *answer;
  }
  state::Variables counts;
  add_tally(counts, tally);
  return evaluate_condition(step, View(step.state(), at, &counts), rule.pass);
}

Evaluated<std::optional<bool>> decided(const Step& step, Place at, const definition::Vote& rule, const Tally& tally) {
  if (tally.open() != 0 && !rule.early) return std::optional<bool>();
  std::optional<bool> result;
  for (const event::Vote rest : {event::Vote::Pass, event::Vote::Reject, event::Vote::Abstain}) {
    Tally extreme = tally;
    extreme.count(rest, tally.open());
    const Evaluated<bool> passed = passes(step, at, rule, extreme);
    if (!passed) return std::unexpected(passed.error());
    if (result && *result != *passed) return std::optional<bool>();
    result = *passed;
    if (tally.open() == 0) break;
  }
  return result;
}

Value vote_value(bool passed, const Tally& tally) {
  return ContextEntries{{"result", Value(passed ? "通过" : "不通过")},
                        {"pass", number(tally.pass)},
                        {"reject", number(tally.reject)},
                        {"abstain", number(tally.abstain)},
                        {"all", number(tally.all)}};
}

void add_tally(state::Variables& variables, const Tally& tally) {
  variables.emplace_back("pass", number(tally.pass));
  variables.emplace_back("reject", number(tally.reject));
  variables.emplace_back("abstain", number(tally.abstain));
  variables.emplace_back("all", number(tally.all));
}

}  // namespace bihuan::behaviour
