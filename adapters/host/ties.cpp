// Decides how ties close: a forest of requests in which each group has one root (union-find with path halving).
#include "adapters/host/ties.h"

#include <utility>

namespace bihuan::host {
namespace {

Topic named(char kind, const std::string& name) {
  return kind + name;
}

/// Names hold no NUL, so that the two parts stay apart.
Topic named(char kind, const std::string& name, const std::string& key) {
  return (kind + name).append(1, '\0').append(key);
}

}  // namespace

Topic topic::answer(const std::string& key) {
  return named('a', key);
}
Topic topic::message_id(const std::string& id) {
  return named('i', id);
}
Topic topic::signal(const std::string& name) {
  return named('g', name);
}
Topic topic::document(const std::string& name) {
  return named('d', name);
}
Topic topic::subscription(const std::string& name, const std::string& key) {
  return named('s', name, key);
}
Topic topic::kept(const std::string& name, const std::string& key) {
  return named('k', name, key);
}

int Ties::join() {
  const int request = static_cast<int>(next_.size());
  next_.push_back(request);
  return request;
}

int Ties::group(int request) {
  while (next_[request] != request) request = next_[request] = next_[next_[request]];
  return request;
}

void Ties::tie(int a, int b) {
  a = group(a);
  b = group(b);
  if (a > b) std::swap(a, b);
  next_[b] = a;
}

void Ties::reads(const Topic& topic, int request) {
  if (const auto writer = writers_.find(topic); writer != writers_.end()) tie(writer->second, request);
}

void Ties::writes(const Topic& topic, int request) {
  const auto [writer, first] = writers_.emplace(topic, request);
  if (!first) tie(writer->second, request);
}

void Ties::forget(const std::vector<bool>& requests) {
  std::erase_if(writers_, [&](const auto& entry) { return requests[static_cast<std::size_t>(entry.second)]; });
}

}  // namespace bihuan::host
