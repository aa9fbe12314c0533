// Decides the search: breadth first, so that counter-examples are short, then backwards from the end.
#include "engine/analysis/exploration.h"

#include <algorithm>
#include <map>

namespace bihuan::analysis {
namespace {

using definition::Definition;
using definition::Element;

constexpr std::size_t max_tokens_on_a_flow = 4;
constexpr std::uint32_t nobody = 0xffffffffu;

struct Node {
  const Marking* marking = nullptr;  ///< the key in the map of all markings
  std::uint32_t before = nobody;     ///< how it was first reached
  ElementIndex fired;
  std::vector<std::uint32_t> predecessors;
  bool expanded = false;
  bool has_successor = false;
};

class Search {
 public:
  Search(const Definition& d, const Element& container) : d_(d), container_(container) {}

  Explored run() {
    for (Firing& begun : beginnings(d_, container_)) reach(nobody, std::move(begun));
    for (std::uint32_t at = 0; at < nodes_.size(); ++at) {
      if (nodes_.size() >= max_markings) {
        give_up("流程的组合情况太多（超过 50000 种），无法全部检查。",
                "There are too many combinations (over 50,000) to check them all.");
        break;
      }
      expand(at);
    }
    Explored result{.markings = nodes_.size(), .fault = fault(), .gave_up = std::nullopt};
    if (!result.fault) result.gave_up = gave_up_;
    return result;
  }

 private:
  void give_up(std::string zh, std::string en) {
    if (!gave_up_) gave_up_ = Unknown{std::move(zh), std::move(en)};
  }

  /// True when the marking was not seen before.
  bool reach(std::uint32_t from, Firing firing) {
    const auto [found, is_new] = known_.emplace(std::move(firing.after), static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.push_back({.marking = &found->first, .before = from, .fired = firing.element});
    if (from == nobody) return is_new;
    nodes_[from].has_successor = true;
    nodes_[found->second].predecessors.push_back(from);
    return is_new;
  }

  bool is_piled_up(const Marking& marking) {
    for (std::size_t i = max_tokens_on_a_flow; i < marking.size(); ++i) {
      if (marking[i] != marking[i - max_tokens_on_a_flow]) continue;
      const Element& e = d_.at(d_.at(marking[i]).target);
      give_up("令牌会在“" + e.id + "”前不断堆积，无法全部检查。",
              "Tokens pile up before \"" + e.id + "\" without end, so not everything can be checked.");
      return true;
    }
    return false;
  }

  /// One step of the token on this flow, in every way that it may go.
  bool try_flow(std::uint32_t at, FlowIndex flow) {
    const Element& target = d_.at(d_.at(flow).target);
    if (choices(d_, target) > max_choices) {
      give_up("“" + target.id + "”的分支组合太多，无法全部检查。",
              "\"" + target.id + "\" has too many combinations of branches to check them all.");
      nodes_[at].expanded = false;
      nodes_[at].has_successor = true;
      return true;
    }
    bool news = false;
    for (Firing& firing : firings(d_, *nodes_[at].marking, flow)) news = reach(at, std::move(firing)) || news;
    return news;
  }

  bool is_in_a_loop(FlowIndex flow) const { return d_.looping_flows.has(flow.i); }

  /// The token that goes first; none when all of them wait for others or end the scope. Tokens that never come back go
  /// before those in a loop, which could otherwise let others wait while they go round.
  FlowIndex first_to_go(const Marking& marking) const {
    FlowIndex in_a_loop;
    for (const FlowIndex flow : marking) {
      if (doorway(d_, d_.at(d_.at(flow).target)) != Doorway::Single) continue;
      if (!is_in_a_loop(flow)) return flow;
      if (!in_a_loop) in_a_loop = flow;
    }
    return in_a_loop;
  }

  void expand(std::uint32_t at) {
    const Marking& marking = *nodes_[at].marking;
    if (is_piled_up(marking)) return;
    nodes_[at].expanded = true;
    const FlowIndex first = first_to_go(marking);
    if (first && (try_flow(at, first) || !is_in_a_loop(first))) return;
    for (auto flow = marking.begin(); flow != marking.end(); ++flow)
      if (flow == marking.begin() || *flow != *(flow - 1)) try_flow(at, *flow);
  }

  /// Markings from which the end, or one that was not looked into, can be reached.
  std::vector<bool> hopeful() const {
    std::vector<bool> good(nodes_.size());
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].marking->empty() || !nodes_[i].expanded) open.push_back(i);
    while (!open.empty()) {
      const std::uint32_t i = open.back();
      open.pop_back();
      if (good[i]) continue;
      good[i] = true;
      open.insert(open.end(), nodes_[i].predecessors.begin(), nodes_[i].predecessors.end());
    }
    return good;
  }

  /// A dead end if there is one, else a round without exit; the first that was reached.
  std::optional<NotSound> fault() const {
    const std::vector<bool> good = hopeful();
    std::uint32_t found = nobody;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (good[i]) continue;
      const bool dead_end = !nodes_[i].has_successor;
      if (found == nobody || dead_end) found = i;
      if (dead_end) break;
    }
    return found == nobody ? std::nullopt : std::optional(describe(found));
  }

  NotSound describe(std::uint32_t at) const {
    NotSound result;
    result.endless = nodes_[at].has_successor;
    for (std::uint32_t i = at; i != nobody; i = nodes_[i].before) result.path.push_back(d_.at(nodes_[i].fired).id);
    if (container_.index.i != 0) result.path.push_back(container_.id);
    std::reverse(result.path.begin(), result.path.end());
    const Element& where = d_.at(d_.at(nodes_[at].marking->front()).target);
    result.stuck_at = where.id;
    const std::string name_zh = where.name.empty() ? "“" + where.id + "”" : "“" + where.name + "”（" + where.id + "）";
    result.message_zh = result.endless ? "流程会在" + name_zh + "处无休止地循环，走不到结束。请加一条出口。"
                                       : "流程会永远停在" + name_zh + "：它等待的分支不会再来。";
    result.message_en = result.endless
                            ? "The process goes round \"" + where.id + "\" for ever and cannot end. Give it a way out."
                            : "The process can wait at \"" + where.id + "\" for ever: what it waits for cannot come.";
    return result;
  }

  const Definition& d_;
  const Element& container_;
  std::map<Marking, std::uint32_t> known_;
  std::vector<Node> nodes_;
  std::optional<Unknown> gave_up_;
};

}  // namespace

Explored explore(const Definition& definition, const Element& container) {
  return Search(definition, container).run();
}

}  // namespace bihuan::analysis
