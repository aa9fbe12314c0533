// Decides which route a method and a path lead to. It does not decide who may take it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/routes.h"

namespace bihuan::api {

struct Matched {
  const Route* route = nullptr;                          ///< nullptr: no route takes this method here
  std::map<std::string, std::string, std::less<>> path;  ///< what stands for "{id}" and the like
  std::vector<std::string> allowed;                      ///< methods of this path; empty: there is no such path
};

/// HEAD goes where GET goes. Segments are decoded.
Matched match(std::string_view method, const std::vector<std::string>& segments);

}  // namespace bihuan::api
