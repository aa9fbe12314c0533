// Decides which block comes after which: counted ones, scattered by a bijection.
#include "adapters/store/id_block.h"

#include "engine/base/check.h"

namespace bihuan::store {

namespace {
constexpr std::uint64_t block_bits = 42;
constexpr std::uint64_t mask = (std::uint64_t{1} << block_bits) - 1;
// Stored. Never change: an odd factor is a bijection modulo 2^42, and another factor would meet numbers given before.
constexpr std::uint64_t factor = 0x278dde6e5f5;
static_assert(factor % 2 == 1 && factor <= mask);
}  // namespace

std::uint64_t first_id_of_block(std::uint64_t block, unsigned part) {
  CHECK(block > 0 && block <= mask);
  CHECK(part < 256);
  return (std::uint64_t{part} << 54) | (((block * factor) & mask) * ids_per_block);
}

}  // namespace bihuan::store
