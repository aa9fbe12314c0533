// Decides how other threads reach a reactor thread: they post, it takes; nothing else is shared.
// A post names a connection by an identity that is never used twice, so a late one finds nobody.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "api/http/message.h"
#include "api/http/reply.h"

namespace bihuan::http {

/// (generation, descriptor): descriptors are reused by the kernel, generations are not. 40 and 24 bits.
struct ConnectionId {
  std::uint64_t value = 0;
  bool operator==(const ConnectionId&) const = default;
  static ConnectionId of(std::uint64_t generation, int descriptor) {
    return {generation << 24 | static_cast<std::uint64_t>(descriptor)};
  }
  int descriptor() const { return static_cast<int>(value & 0xFFFFFF); }
  std::uint64_t generation() const { return value >> 24; }
};

struct Answer {
  Response response;
};
struct StreamBegin {
  int status;
  std::vector<Header> headers;
  StreamKind kind;
};
struct StreamData {
  std::string bytes;
};
struct StreamEnd {
  bool clean;  ///< false: the client must see that the answer is cut off
};
/// A freshly accepted descriptor for this thread; `refused` when the server is full.
struct Adopt {
  int descriptor;
  std::string peer;
  bool refused;
};
struct BeginStop {};

struct Post {
  ConnectionId connection;
  std::uint64_t request = 0;  ///< which of the connection's requests
  std::variant<Answer, StreamBegin, StreamData, StreamEnd, Adopt, BeginStop> what;
};

/// Posts to one reactor thread. All members may be called from any thread.
class Mailbox {
 public:
  Mailbox();
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  /// Queues a post and wakes the reader; false when it has gone and the post was dropped.
  bool post(Post post);
  /// What was posted since the last call, in order; into a vector whose memory is reused.
  void take(std::vector<Post>& into);
  /// Nothing is taken any more.
  void close();
  /// The reader's thread looks by itself after each of its own steps, so its own posts need no wake-up.
  void set_reader(std::thread::id reader) { reader_.store(reader); }
  bool is_reader() const { return reader_.load(std::memory_order_relaxed) == std::this_thread::get_id(); }
  /// Readable when something was posted.
  int descriptor() const { return event_; }
  void clear_event() const;

  std::atomic<bool> stopping{false};

 private:
  std::atomic<std::thread::id> reader_;
  int event_;
  std::mutex mutex_;
  std::vector<Post> posts_;
  bool closed_ = false;
};

}  // namespace bihuan::http
