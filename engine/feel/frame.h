// Decides where an evaluation keeps what its names are bound to: pointers by number, in place for expressions of usual
// size, so that evaluating allocates nothing for them. Values stay where they are; nothing is copied in.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/value.h"
#include "engine/feel/program.h"

namespace bihuan::feel {

class Frame {
 public:
  Frame(FrameSize size, std::size_t outside) {
    const std::size_t values = outside + size.locals;
    if (values > in_place) more_values_.resize(values);
    if (size.filters > filters_in_place) more_items_.resize(size.filters);
    outside_ = more_values_.empty() ? values_.data() : more_values_.data();
    locals_ = outside_ + outside;
    items_ = more_items_.empty() ? items_in_place_.data() : more_items_.data();
    std::fill_n(outside_, outside, &not_fetched);
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  /// Stands for a variable of outside that was not looked up yet.
  static inline const Value not_fetched;

  const Value*& outside(std::uint32_t number) { return outside_[number]; }
  /// nullptr: not bound.
  const Value*& local(std::uint32_t number) { return locals_[number]; }
  /// The entries of a filter's element, nullptr when it is no context.
  const ContextEntries* item(std::size_t number) const { return items_[number]; }
  void push_item(const ContextEntries* entries) { items_[depth_++] = entries; }
  void pop_item() { --depth_; }

 private:
  static constexpr std::size_t in_place = 12, filters_in_place = 3;

  std::array<const Value*, in_place> values_;  // locals are set before they are read
  std::array<const ContextEntries*, filters_in_place> items_in_place_;
  std::vector<const Value*> more_values_;
  std::vector<const ContextEntries*> more_items_;
  const Value** outside_;
  const Value** locals_;
  const ContextEntries** items_;
  std::size_t depth_ = 0;
};

}  // namespace bihuan::feel
