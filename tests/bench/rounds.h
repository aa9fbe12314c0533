// Decides how load is put on a server of this machine: N connections that stay open; a round sends one request on each,
// then reads one answer from each. So N requests are on their way at a time, from one thread of this process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bihuan::bench {

struct RoundAnswer {
  int status = 0;
  std::string body;
};

class Rounds {
 public:
  /// Throws std::runtime_error when a connection cannot be made.
  Rounds(std::uint16_t port, int connections);
  ~Rounds();
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;

  std::size_t size() const { return sockets_.size(); }
  /// One request text for each connection. Throws std::runtime_error when one breaks.
  std::vector<RoundAnswer> run(const std::vector<std::string>& requests);

 private:
  RoundAnswer answer_from(int socket);

  std::vector<int> sockets_;
  std::vector<char> buffer_;
};

/// A request with a JSON body; `token` empty: none.
std::string request_text(const std::string& method, const std::string& path, const std::string& token,
                         const std::string& body, const std::string& content_type = "application/json");

}  // namespace bihuan::bench
