// Decides the order of answers on one connection: that of the requests (RFC 9112 §9.3.2), whatever order they are
// ready in, and how each is framed. It does not read, and it does not decide when the connection ends, only that
// its last answer is queued.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "api/http/exchange.h"
#include "api/http/output.h"

namespace bihuan::http {

/// What of a request shapes its answer.
struct AnswerRules {
  bool head_only = false, http10 = false, keep_alive = true, safe = true;
};

class AnswerQueue {
 public:
  /// A request was begun; its answer has this place.
  void open(std::shared_ptr<Exchange> exchange, AnswerRules rules);
  /// "100 Continue" for the newest request.
  void interim();
  /// The newest request's answer must be the connection's last: its framing is lost.
  void close_after_newest();

  // Each is dropped when that request has no place here any more.
  void answer(std::uint64_t request, Response response);
  void begin_stream(std::uint64_t request, StreamBegin begin);
  void stream_data(std::uint64_t request, std::string bytes);
  void end_stream(std::uint64_t request, bool clean);

  /// From now on each answer is its connection's last; endless streams end, long polls get their answer for that.
  void begin_stop();
  void set_client(Client client);

  WriteState write(int socket, bool& progress);

  std::size_t open_count() const { return slots_.size(); }
  bool all_safe() const;
  std::size_t bytes_waiting() const { return output_.bytes_in_memory(); }
  bool has_output() const { return !output_.empty(); }
  /// The last answer is queued: nothing more may be read as a request.
  bool ended() const { return ended_; }
  /// An answer was cut off: the connection must end without looking finished.
  bool broken() const { return broken_; }

 private:
  struct Slot {
    std::shared_ptr<Exchange> exchange;
    AnswerRules rules;
    std::vector<Piece> pieces;
    bool complete = false, streaming = false, chunked = false, no_body = false, endless = false;
  };

  Slot* find(std::uint64_t request);
  void put(Slot& slot, Piece piece);
  void put_stream_bytes(Slot& slot, std::string bytes);
  void finish(Slot& slot);
  void settle();

  std::deque<Slot> slots_;
  Output output_;
  bool stopping_ = false, ended_ = false, broken_ = false;
};

}  // namespace bihuan::http
