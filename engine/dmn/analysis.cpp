// Decides gaps, overlaps and rules that never match, from the pieces that analysis_space.h cuts.
#include "engine/dmn/analysis.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/dmn/analysis_space.h"

namespace bihuan::dmn {
namespace {

/// Bounds of the work on one table and on all of a model: comparisons of a rule with a piece; and findings of one kind
/// that are told.
constexpr std::size_t max_work = 5'000'000;
constexpr std::size_t max_total_work = 30'000'000;
constexpr std::size_t max_told = 20;
/// The search goes one level down per column.
constexpr std::size_t max_columns = 64;

using Box = std::vector<Pieces>;
using Rules = std::vector<std::size_t>;

struct CutOff {};

struct Analyser {
  const CompiledTable& table;
  Space space;
  TableAnalysis result;
  std::size_t& total_left;
  std::size_t work_left = max_work;
  std::vector<Box> gaps = {};
  std::size_t max_gaps = max_told;

  void work(std::size_t amount) {
    if (work_left < amount || total_left < amount) throw CutOff{};
    work_left -= amount;
    total_left -= amount;
  }

  Box domain() const {
    Box box;
    for (const Column& column : space.columns) box.push_back(column.domain);
    return box;
  }

  bool takes_all(std::size_t rule, const Box& box, std::size_t from) const {
    for (std::size_t c = from; c < box.size(); ++c)
      if (!contains(space.rules[rule].pieces[c], box[c])) return false;
    return true;
  }

  /// Splits the box column by column into groups of pieces that the same rules take; where no rule is left, the box is
  /// a gap. `box` is narrowed on the way down and restored.
  void find_gaps(Box& box, std::size_t column, const Rules& active) {
    if (gaps.size() >= max_gaps) return;
    if (active.empty()) return gaps.push_back(box);
    work(active.size());
    if (column == box.size()) return;
    for (const std::size_t rule : active)
      if (takes_all(rule, box, column)) return;
    const Pieces whole = box[column];
    for (auto& [rules, pieces] : groups(whole, column, active)) {
      box[column] = pieces;
      find_gaps(box, column + 1, rules);
    }
    box[column] = whole;
  }

  std::vector<std::pair<Rules, Pieces>> groups(const Pieces& whole, std::size_t column, const Rules& active) {
    std::vector<std::pair<Rules, Pieces>> result;
    std::map<Rules, std::size_t> known;
    for (std::size_t piece = 0; piece < whole.size(); ++piece) {
      if (!whole[piece]) continue;
      work(active.size());
      Rules rules;
      for (const std::size_t rule : active)
        if (space.rules[rule].pieces[column][piece]) rules.push_back(rule);
      const auto [at, is_new] = known.try_emplace(rules, result.size());
      if (is_new) result.emplace_back(std::move(rules), Pieces(whole.size(), false));
      result[at->second].second[piece] = true;
    }
    return result;
  }

  /// Two boxes that differ in one column only are one.
  void join_gaps() {
    for (std::size_t i = 0; i < gaps.size(); ++i)
      for (std::size_t j = i + 1; j < gaps.size(); ++j) {
        std::size_t differing = 0, at = 0;
        for (std::size_t c = 0; c < gaps[i].size(); ++c)
          if (gaps[i][c] != gaps[j][c]) ++differing, at = c;
        if (differing != 1) continue;
        for (std::size_t p = 0; p < gaps[i][at].size(); ++p) gaps[i][at][p] = gaps[i][at][p] || gaps[j][at][p];
        gaps.erase(gaps.begin() + static_cast<std::ptrdiff_t>(j));
        j = i;  // the joined box may join again
      }
  }

  std::string words(const Box& box, bool zh) const {
    const std::string either = zh ? " 或 " : " or ";
    std::vector<std::string> parts;
    for (std::size_t c = 0; c < box.size(); ++c)
      if (std::string part = text_of(space.columns[c], box[c], either); !part.empty()) parts.push_back(std::move(part));
    if (parts.empty()) return zh ? "任何输入" : "any input";
    std::string text;
    for (const std::string& part : parts) {
      const bool ambiguous = parts.size() > 1 && part.find(either) != std::string::npos;
      text += (text.empty() ? "" : zh ? " 且 " : " and ") + (ambiguous ? "(" + part + ")" : part);
    }
    return text;
  }

  bool told_enough(TableFindingKind kind) const {
    return std::count_if(result.findings.begin(), result.findings.end(), [&](const TableFinding& one) {
             return one.kind == kind;
           }) >= static_cast<std::ptrdiff_t>(max_told);
  }

  void tell_gaps() {
    const auto given = [](const CompiledOutput& output) { return output.fallback.has_value(); };
    const bool gathers = table.hit_policy == HitPolicy::Collect || table.hit_policy == HitPolicy::RuleOrder ||
                         table.hit_policy == HitPolicy::OutputOrder;
    if (gathers || table.rules.empty() || std::any_of(table.outputs.begin(), table.outputs.end(), given)) return;
    Rules all;
    for (std::size_t i = 0; i < table.rules.size(); ++i) all.push_back(i);
    Box box = domain();
    try {
      find_gaps(box, 0, all);
    } catch (const CutOff&) {
      result.cut_off = true;
    }
    join_gaps();
    for (const Box& gap : gaps)
      result.findings.push_back(
          {TableFindingKind::Gap, {}, words(gap, true) + " 时没有规则", "no rule when " + words(gap, false)});
    gaps.clear();
  }

  std::optional<Box> overlap(std::size_t a, std::size_t b) const {
    Box both;
    for (std::size_t c = 0; c < space.columns.size(); ++c) {
      both.push_back(common(space.rules[a].pieces[c], space.rules[b].pieces[c]));
      if (is_empty(both.back())) return std::nullopt;
    }
    return both;
  }

  bool differ(std::size_t a, std::size_t b) const {
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      const Value* left = table.rules[a].outputs[i].constant();
      const Value* right = table.rules[b].outputs[i].constant();
      if (left != nullptr && right != nullptr && !(*left == *right)) return true;
    }
    return false;
  }

  void tell_overlaps() {
    if (table.hit_policy != HitPolicy::Unique && table.hit_policy != HitPolicy::Any) return;
    try {
      for (std::size_t a = 0; a < table.rules.size(); ++a)
        for (std::size_t b = a + 1; b < table.rules.size(); ++b) {
          work(1);
          if (space.rules[a].computed || space.rules[b].computed) continue;
          if (table.hit_policy == HitPolicy::Any && !differ(a, b)) continue;
          const auto both = overlap(a, b);
          if (!both) continue;
          if (told_enough(TableFindingKind::Overlap)) return;
          tell_overlap(a, b, *both);
        }
    } catch (const CutOff&) {
      result.cut_off = true;
    }
  }

  void tell_overlap(std::size_t a, std::size_t b, const Box& both) {
    const std::string first = std::to_string(a + 1), second = std::to_string(b + 1);
    const bool conflict = differ(a, b);
    result.findings.push_back({TableFindingKind::Overlap,
                               {a + 1, b + 1},
                               "第 " + first + " 条和第 " + second + " 条规则重叠" + (conflict ? "且结果不同" : "") +
                                   "：" + words(both, true),
                               "rules " + first + " and " + second +
                                   (conflict ? " overlap with different outputs: " : " overlap: ") +
                                   words(both, false)});
  }

  void tell_never(std::size_t rule, std::vector<std::size_t> by, std::string zh, std::string en) {
    std::vector<std::size_t> rules = {rule + 1};
    rules.insert(rules.end(), by.begin(), by.end());
    const std::string at = std::to_string(rule + 1);
    result.findings.push_back({TableFindingKind::NeverMatches, std::move(rules),
                               "第 " + at + " 条规则永远不会命中：" + zh, "rule " + at + " never matches: " + en});
  }

  /// Is everything that the rule could take taken by earlier ones?
  bool is_covered(std::size_t rule) {
    Rules earlier;
    for (std::size_t i = 0; i < rule; ++i)
      if (!space.rules[i].computed) earlier.push_back(i);
    work(earlier.size());
    std::erase_if(earlier, [&](std::size_t one) { return !overlap(one, rule); });
    Box box = space.rules[rule].pieces;
    gaps.clear();
    max_gaps = 1;
    find_gaps(box, 0, earlier);
    const bool covered = gaps.empty();
    gaps.clear();
    return covered;
  }

  void tell_covered(std::size_t rule) {
    for (std::size_t i = 0; i < rule; ++i) {
      if (space.rules[i].computed || !takes_all(i, space.rules[rule].pieces, 0)) continue;
      const std::string by = std::to_string(i + 1);
      return tell_never(rule, {i + 1}, "它的情况已由第 " + by + " 条规则先命中",
                        "rule " + by + " comes first and takes all its cases");
    }
    if (is_covered(rule))
      tell_never(rule, {}, "它的情况已由前面的规则先命中", "the rules before it take all its cases");
  }

  void tell_dead_rules() {
    try {
      for (std::size_t i = 0; i < table.rules.size() && !told_enough(TableFindingKind::NeverMatches); ++i) {
        work(1);
        const auto& pieces = space.rules[i].pieces;
        if (std::any_of(pieces.begin(), pieces.end(), is_empty)) {
          tell_never(i, {}, "没有一个允许的输入满足它的条件", "no allowed input meets its conditions");
        } else if (table.hit_policy == HitPolicy::First) {
          work(i);
          tell_covered(i);
        }
      }
    } catch (const CutOff&) {
      result.cut_off = true;
    }
  }

  TableAnalysis run() {
    result.computed_rules = static_cast<std::size_t>(
        std::count_if(space.rules.begin(), space.rules.end(), [](const RuleBox& rule) { return rule.computed; }));
    result.cut_off = space.columns.size() > max_columns;
    if (result.cut_off) return std::move(result);
    tell_gaps();
    work_left = max_work;
    tell_overlaps();
    work_left = max_work;
    tell_dead_rules();
    return std::move(result);
  }
};

void analyse(const CompiledPtr& logic, const TypeScope& scope, std::string id, std::string name,
             std::size_t& total_left, std::vector<TableAnalysis>& found) {
  const CompiledTable* table = logic ? std::get_if<CompiledTable>(&logic->form) : nullptr;
  if (table == nullptr) return;
  TableAnalysis about{std::move(id), std::move(name), table->rules.size(), 0, true, {}};
  auto space = space_of(*table, scope);
  found.push_back(space ? Analyser{*table, std::move(*space), std::move(about), total_left}.run() : std::move(about));
}

}  // namespace

std::vector<TableAnalysis> analyse(const Decisions& decisions) {
  const CompiledModel& model = *decisions.model();
  std::vector<TableAnalysis> found;
  std::size_t total_left = max_total_work;
  for (const CompiledDecision& one : model.decisions)
    if (one.scope == 0) analyse(one.expression, model.scopes[0], one.id, one.name, total_left, found);
  for (const CompiledKnowledge& one : model.knowledge)
    if (one.scope == 0) analyse(one.function.body, model.scopes[0], one.id, one.name, total_left, found);
  return found;
}

}  // namespace bihuan::dmn
