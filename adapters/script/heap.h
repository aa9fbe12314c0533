// Decides how much memory one script may have. A fresh interpreter for each, so that no script meets another's
// leavings.
#pragma once

#include <duktape.h>

#include <cstddef>

namespace bihuan::script {

/// An interpreter without a way to the world outside. Ends the process when it contradicts itself.
class Heap {
 public:
  explicit Heap(std::size_t most_bytes);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// nullptr when the memory did not suffice for an empty interpreter.
  duk_context* context() const { return context_; }

 private:
  static void* allocate(void* heap, duk_size_t size);
  static void* reallocate(void* heap, void* block, duk_size_t size);
  static void release(void* heap, void* block);
  bool fits(std::size_t more) const { return used_ <= most_ && more <= most_ - used_; }

  std::size_t most_, used_ = 0;
  duk_context* context_ = nullptr;
};

}  // namespace bihuan::script
