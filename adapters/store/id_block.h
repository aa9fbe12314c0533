// Decides how numbers of instances and definitions look: 54 bits, made of blocks that follow no order, with the part
// above them. Numbers inside one block follow each other, because a step takes several in a row. It is no secret:
// whoever may not read a row is kept out by the permissions, not by its number.
#pragma once

#include <cstdint>

#include "engine/base/ids.h"

namespace bihuan::store {

constexpr std::uint64_t ids_per_block = 4096;

/// Which part of the store (0..255) a row lies in: bits 54..61 of its instance id.
constexpr unsigned part_of(InstanceId id) {
  return static_cast<unsigned>(id.n >> 54) & 0xff;
}

/// The first number of the block counted `block`. Two blocks never share a number; 0 < number < 2^62.
/// Requires 0 < block < 2^42, part < 256.
std::uint64_t first_id_of_block(std::uint64_t block, unsigned part = 0);

}  // namespace bihuan::store
