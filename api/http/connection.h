// Decides what one connection does next: read, refuse, hand a request over, write, wait, end. It owns the descriptor.
// It does not poll: its worker tells it what happened and asks what it waits for.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "api/http/answer_queue.h"
#include "api/http/forwarded.h"
#include "api/http/mailbox.h"
#include "api/http/request_parser.h"
#include "api/http/server.h"
#include "api/http/settings.h"

namespace bihuan::http {

using TimePoint = std::chrono::steady_clock::time_point;

/// What all connections of a worker share; outlives them.
struct ConnectionWorld {
  const ServerSettings& settings;
  const Handler& handler;
  const TrustedProxies& proxies;
  std::shared_ptr<Mailbox> mailbox;
  std::string read_buffer;  ///< scratch of one read, so that idle connections hold none
};

/// What a connection wants to be woken for; an error of the socket always wakes it.
struct Interest {
  bool read = false, write = false;
  bool operator==(const Interest&) const = default;
};

class Connection {
 public:
  Connection(ConnectionWorld& world, ConnectionId id, std::string peer, TimePoint now);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  ConnectionId id() const { return id_; }
  bool closed() const { return stage_ == Stage::Closed; }
  Interest interest() const;
  /// When on_deadline is due; TimePoint::max() for never.
  TimePoint deadline() const;

  // What happened; each but `turn` must be followed by turn().
  void on_readable(TimePoint now);
  void on_hangup();
  /// Ends without an answer, visibly so; never throws.
  void give_up() noexcept;
  void on_post(Post& post);
  void on_deadline(TimePoint now);
  void begin_stop(TimePoint now);
  /// The server is full: 503 and close.
  void refuse_service();
  /// Does all that can be done without waiting.
  void turn(TimePoint now);

 private:
  enum class Stage { Open, Lingering, Closed };

  bool parse();
  bool may_begin_request() const;
  bool may_read_head() const;
  void begin_request(std::size_t consumed);
  void dispatch();
  void refuse(const Refusal& refusal);
  void open_answer(AnswerRules rules);
  void flush(TimePoint now);
  void end_if_done(TimePoint now);
  void linger(TimePoint now);
  void close();
  void note_times(TimePoint now);
  TimePoint receive_deadline() const;

  ConnectionWorld& world_;
  const ConnectionId id_;
  const std::string peer_;
  Stage stage_ = Stage::Open;
  RequestParser parser_;
  AnswerQueue answers_;
  std::string input_;
  std::uint64_t next_request_ = 1;
  std::shared_ptr<Exchange> current_;  // of the request whose body is being read
  bool head_waits_ = false;            // a head is read, its turn has not come
  bool starved_ = true;                // the parser waits for bytes, not for its turn
  bool peer_finished_ = false, refused_ = false, stopping_ = false, served_any_ = false;
  bool was_in_head_ = false, was_in_body_ = false, had_output_ = false;
  TimePoint idle_since_, head_since_, body_since_, write_progress_, linger_since_;
};

}  // namespace bihuan::http
