// Decides how a request is answered: once, from any thread, now or later, whole or as a stream.
// It does not decide when the bytes leave; answers of one connection leave in the order of its requests.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/http/message.h"

namespace bihuan::http {

class Exchange;
/// Whether a stream ends by itself (an export) or only by the client or the stop of the server (server-sent events).
enum class StreamKind { Finite, Endless };

/// What is known of the client that waits. HalfClosed: it has sent all that it will send and may still read, but a
/// program that was ended looks the same; who holds work for it (a long poll) should give the work to another.
enum class Client { Connected, HalfClosed, Gone };

/// An answer in pieces. Copies are the same stream; when the last is destroyed before finish() the client sees a
/// cut-off answer, never a complete one.
class Stream {
 public:
  Stream() = default;

  /// Queues bytes; false when nobody will read them: the client is gone, the stream has ended, or more than the hard
  /// limit waits.
  bool write(std::string bytes);
  /// False when enough waits to be sent: a writer should pause until on_ready, or wait.
  bool ready() const;
  /// Blocks until ready; false when the client is gone. Requires: not on a reactor thread.
  bool wait_until_ready();
  /// Called on the reactor thread each time that the stream becomes ready again; must not block.
  void on_ready(std::function<void()> callback);
  /// The answer is complete.
  void finish();
  bool gone() const;

 private:
  friend class Reply;
  class Ending;
  explicit Stream(std::shared_ptr<Exchange> exchange);
  std::shared_ptr<Ending> ending_;
};

/// The right to answer one request. Copies are the same reply; the first answer counts, further ones are dropped.
/// When the last copy is destroyed unanswered, the client gets 500.
class Reply {
 public:
  explicit Reply(std::shared_ptr<Exchange> exchange);

  void send(Response response) const;
  /// Begins a stream (chunked for HTTP/1.1, until the close for HTTP/1.0). An Endless one is finished by a graceful
  /// stop of the server. A second answer gets a stream whose writes return false.
  Stream stream(int status, std::vector<Header> headers, StreamKind kind) const;

  bool answered() const;
  Client client() const;
  bool gone() const { return client() == Client::Gone; }
  /// Called on the reactor thread when the client half-closes or leaves (or at once if it has); must not block. The
  /// callback may hold this reply, but must not be its only holder: it lives as long as the client does.
  void on_client_change(std::function<void(Client)> callback) const;
  /// For long polls: what to answer if the server is told to stop before there is an answer.
  void answer_when_stopping(Response response) const;

 private:
  class Duty;
  std::shared_ptr<Duty> duty_;
};

}  // namespace bihuan::http
