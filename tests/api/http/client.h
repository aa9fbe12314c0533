// A plain blocking HTTP client for tests: it sends exactly the bytes that it is given and reads answers strictly.
// Each wait has a time limit, so that a server that hangs fails a test instead of stopping it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bihuan::http::testing {

struct Received {
  int status = 0;
  std::string head;                            ///< status line and fields with their line ends
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  bool whole = false;  ///< false: the connection ended before the framing said so
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer_bytes = 0);
  /// A socket without a connection yet.
  Client();
  bool connect(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&& other) noexcept;

  bool connected() const { return socket_ >= 0; }
  /// False when the server has closed.
  bool send(std::string_view bytes);
  /// The next final or interim answer; nothing at the connection's end. `to_head` for answers to HEAD.
  std::optional<Received> receive(bool to_head = false);
  /// Everything until the end; nothing when the wait was too long.
  std::optional<std::string> receive_all();
  /// Reads until `text` has been seen; false at the end.
  bool receive_until(std::string_view text);
  /// True when the server closes without sending anything more.
  bool sees_end();
  void finish_sending();
  /// Closes with a reset.
  void abort();
  int socket() const { return socket_; }
  std::size_t buffered() const { return buffer_.size(); }

 private:
  bool fill();

  int socket_ = -1;
  std::string buffer_;
  bool timed_out_ = false;
};

/// One request on its own connection.
std::optional<Received> ask(std::uint16_t port, std::string_view request);

/// The status of the first answer to these bytes (the sender stays open), -1 when there is none.
int status_of(std::uint16_t port, std::string_view request);

}  // namespace bihuan::http::testing
