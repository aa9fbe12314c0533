#include "api/resources/tree.h"

#include <algorithm>

namespace bihuan::resources {

std::vector<std::string> unit_and_below(const identity::Organisation& people, const std::string& unit) {
  std::vector<std::string> out{unit};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const auto& [id, one] : people.units) {
      if (one.parent == out[i] && std::ranges::find(out, id) == out.end()) out.push_back(id);
    }
  }
  return out;
}

}  // namespace bihuan::resources
