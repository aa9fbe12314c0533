// Decides how queued bytes and file parts leave through a non-blocking socket. It knows no HTTP.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "api/http/exchange.h"
#include "api/http/message.h"

namespace bihuan::http {

/// Bytes, or a part of a file, to be sent; `counted` bytes are told to the exchange once they have left.
struct Piece {
  std::string bytes;
  std::size_t sent = 0;
  std::optional<FilePart> file;
  std::shared_ptr<Exchange> exchange;  ///< of a stream whose writer waits for room
  std::size_t counted = 0;
};

enum class WriteState { Drained, Blocked, Broken };

class Output {
 public:
  void push(Piece piece);
  bool empty() const { return pieces_.empty(); }
  std::size_t bytes_in_memory() const { return bytes_in_memory_; }
  /// Sends what the socket takes, at most about 1 MiB a call so that others get their turn (then Blocked, and the
  /// socket is writable again at once). `progress` says whether anything left.
  WriteState write(int socket, bool& progress);

 private:
  WriteState send_bytes(int socket, std::size_t& sent);
  WriteState send_file(int socket, std::size_t& sent);
  void drop(std::size_t bytes);
  void pop_front();

  std::deque<Piece> pieces_;
  std::size_t bytes_in_memory_ = 0;
};

}  // namespace bihuan::http
