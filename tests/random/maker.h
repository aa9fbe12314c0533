// Decides how a random process grows: the state of the one that is being made, and one function a block (process.h).
#pragma once

#include <string>
#include <utility>

#include "tests/random/process.h"

namespace bihuan::random {

/// The first and the last node of a block: what leads to it and away from it connects to these.
struct Block {
  std::string first, last;
};

class Maker {
 public:
  Maker(const Menu& menu, Random& random) : menu_(menu), random_(random) {}
  definition::ProcessModel make();

 private:
  using Kind = definition::ElementKind;

  // maker.cpp: what everything is made of
  bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool may(Dish dish, int percent) { return menu_.has(dish) && chance(percent); }
  definition::ElementModel& add(Kind kind, const std::string& prefix);
  definition::ElementModel& at(const std::string& id);
  definition::FlowModel& flow(const std::string& source, const std::string& target);
  definition::EventDefinitionModel event(definition::EventKind kind);
  definition::EventKind some_event();
  std::string variable() { return "c" + std::to_string(1 + below(4)); }
  definition::ExpressionText condition();
  void contents(const std::string& parent, int depth, bool can_throw);
  void end_of(const std::string& last, bool can_throw);
  void cross();

  // blocks.cpp: one function a block
  Block block(int depth);
  Block activity(int depth);
  Block task();
  Block sub_process(int depth);
  Block sequence(int depth);
  Block split(int depth);
  Block loop(int depth);
  Block race(int depth);
  Block event_block();
  Block link();
  void choose(const std::string& node, bool needs_default);

  // attached.cpp: what stands at activities and in scopes
  void repeat(const std::string& activity);
  void attach(const std::string& activity, const std::string& last, int depth);
  void event_sub_process(int depth);

  // rare.cpp: complex gateways, compensation, transactions, ad-hoc sub-processes, calls, several events at once
  Block complex_join(int depth);
  Block compensated(int depth);
  Block transaction(int depth);
  Block ad_hoc();
  Block call();
  void make_several(const std::string& event);

  const Menu& menu_;
  Random& random_;
  definition::ProcessModel model_;
  std::string parent_ = "p";
  int next_ = 0, blocks_ = 0;
  bool in_transaction_ = false;
};

}  // namespace bihuan::random
