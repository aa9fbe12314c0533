// Decides which processes a simulation runs: a handful that between them wait for everything that one can wait for.
#pragma once

#include <string>
#include <vector>

namespace bihuan::simulation {

struct Model {
  std::string process, text;
  bool by_hand = true;  ///< clients start it; else a message or a timer does
};

/// Variables that they read: key (the business key), target (the key of another case), c1 … c4.
const std::vector<Model>& models();

/// Who may have the tasks.
const std::vector<std::string>& people();

}  // namespace bihuan::simulation
