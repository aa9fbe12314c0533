// Decides how a crowd of clients that only wait burdens a server, and measures what a good client feels meanwhile.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bihuan::attack {

struct Crowd {
  int idle = 0;          ///< connected, and nothing more
  int slow_heads = 0;    ///< one byte of a head at a time
  int slow_bodies = 0;   ///< a head, then one byte of the body at a time
  int slow_readers = 0;  ///< ask for large answers through a small window and read nothing
};

struct CrowdSeen {
  int connected = 0;      ///< of the crowd
  int good_answers = 0;   ///< that good clients got while the crowd stood there
  double slowest_ms = 0;  ///< of them
  std::vector<std::string> faults;
};

/// `asks`: requests of good clients, each answered 200, with a byte of every slow client between two of them.
CrowdSeen stand(std::uint16_t port, const Crowd& crowd, const std::string& token, int asks);

}  // namespace bihuan::attack
