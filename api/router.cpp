#include "api/router.h"

#include <algorithm>

namespace bihuan::api {
namespace {

struct Pattern {
  const Route* route;
  std::vector<std::string_view> segments;
};

std::vector<std::string_view> split(std::string_view pattern) {
  std::vector<std::string_view> out;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);  // the slash
    const std::size_t slash = std::min(pattern.find('/'), pattern.size());
    out.push_back(pattern.substr(0, slash));
    pattern.remove_prefix(slash);
  }
  return out;
}

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> made;
    for (const Route& route : routes()) made.push_back({&route, split(route.pattern)});
    return made;
  }();
  return all;
}

bool is_place(std::string_view segment) {
  return segment.starts_with('{');
}

bool fits(const Pattern& pattern, const std::vector<std::string>& segments) {
  return std::ranges::equal(pattern.segments, segments, [](std::string_view wanted, const std::string& given) {
    return is_place(wanted) ? !given.empty() : wanted == given;
  });
}

/// A path that names a segment is nearer than one that has a place there: "/history/verify" before "/history/{id}".
std::size_t places(const Pattern& pattern) {
  return static_cast<std::size_t>(std::ranges::count_if(pattern.segments, is_place));
}

}  // namespace

Matched match(std::string_view method, const std::vector<std::string>& segments) {
  Matched matched;
  const Pattern* best = nullptr;
  for (const Pattern& pattern : patterns()) {
    if (!fits(pattern, segments)) continue;
    matched.allowed.emplace_back(pattern.route->method);
    if (pattern.route->method == "GET") matched.allowed.emplace_back("HEAD");
    const bool same = pattern.route->method == method || (pattern.route->method == "GET" && method == "HEAD");
    if (same && (!best || places(pattern) < places(*best))) best = &pattern;
  }
  if (!best) return matched;
  matched.route = best->route;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view wanted = best->segments[i];
    if (is_place(wanted)) matched.path.emplace(wanted.substr(1, wanted.size() - 2), segments[i]);
  }
  return matched;
}

}  // namespace bihuan::api
