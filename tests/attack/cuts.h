// Decides how single connections try to confuse a server: malformed requests with one hidden behind them, requests cut
// at every byte, half-closed sockets. After each the next request must be served.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bihuan::attack {

struct CutsSeen {
  int tried = 0;
  std::vector<std::string> faults;  ///< what was not as it should be, in words
};

/// Each of tests/api/http/refused_requests, whole and byte by byte, with a request smuggled behind it.
CutsSeen malformed(std::uint16_t port);
/// Good requests broken off behind every `stride`-th byte: aborted, closed, half-closed.
CutsSeen cut(std::uint16_t port, const std::string& token, int stride);
/// Whole requests, then the client's half closed: they are answered, then the server closes.
CutsSeen half_closed(std::uint16_t port, const std::string& token, int connections);

}  // namespace bihuan::attack
