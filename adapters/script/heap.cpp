// Decides the memory of one script (heap.h): malloc, counted.
#include "adapters/script/heap.h"

#include <malloc.h>
#include <unistd.h>

#include <cstdlib>

namespace bihuan::script {
namespace {

[[noreturn]] void end_process(void*, const char*) {
  _exit(70);
}

}  // namespace

Heap::Heap(std::size_t most_bytes)
    : most_(most_bytes), context_(duk_create_heap(allocate, reallocate, release, this, end_process)) {}

Heap::~Heap() {
  if (context_ != nullptr) duk_destroy_heap(context_);
}

void* Heap::allocate(void* heap, duk_size_t size) {
  Heap& self = *static_cast<Heap*>(heap);
  if (size == 0 || !self.fits(size)) return nullptr;
  void* block = std::malloc(size);
  if (block != nullptr) self.used_ += malloc_usable_size(block);
  return block;
}

void* Heap::reallocate(void* heap, void* block, duk_size_t size) {
  Heap& self = *static_cast<Heap*>(heap);
  if (block == nullptr) return allocate(heap, size);
  if (size == 0) return release(heap, block), nullptr;
  const std::size_t before = malloc_usable_size(block);
  if (size > before && !self.fits(size - before)) return nullptr;
  void* moved = std::realloc(block, size);
  if (moved != nullptr) self.used_ += malloc_usable_size(moved) - before;
  return moved;
}

void Heap::release(void* heap, void* block) {
  if (block == nullptr) return;
  static_cast<Heap*>(heap)->used_ -= malloc_usable_size(block);
  std::free(block);
}

}  // namespace bihuan::script
