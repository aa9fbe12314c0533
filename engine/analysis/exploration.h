// Decides which markings of one scope are looked at and which of them cannot reach the end.
//
// Not every order of independent steps is tried: a token at an element that waits for nothing else goes first, alone,
// since no other step can take it away or change what it does. Where that would leave only markings seen before (a
// loop), everything is tried, so that no other token is forgotten. It changes no verdict, and makes parallel branches
// cost their sum instead of their product.
#pragma once

#include <optional>

#include "engine/analysis/soundness.h"
#include "engine/analysis/token_game.h"

namespace bihuan::analysis {

/// What was found out about one scope.
struct Explored {
  std::size_t markings = 0;
  std::optional<NotSound> fault;
  std::optional<Unknown> gave_up;
};

Explored explore(const definition::Definition& definition, const definition::Element& container);

}  // namespace bihuan::analysis
