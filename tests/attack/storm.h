// Decides how a storm of clients treats a server: many connections from one thread, each of which pipelines a few
// requests, then reads all answers, or breaks off somewhere on the way and comes back. Every whole answer is held to
// the request that it must belong to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bihuan::attack {

/// Who asks: the answers of the session must name them.
struct Person {
  std::string id, token;
};

struct StormSeen {
  std::uint64_t answers = 0;  ///< whole ones, each the right one
  std::uint64_t aborted = 0;  ///< connections broken off by the client
  std::uint64_t wrong = 0;    ///< answers that belong to another request or another person
  std::string first_wrong;
};

/// Until so many right answers have come. Throws std::runtime_error when no answer comes for a minute.
StormSeen storm(std::uint16_t port, const std::vector<Person>& people, int connections, std::uint64_t answers,
                std::uint64_t seed);

}  // namespace bihuan::attack
