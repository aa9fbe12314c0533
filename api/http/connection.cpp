// Decides what one connection does next. The order inside turn() is the whole story: write, read requests from what has
// arrived, write again, end if nothing is left.
#include "api/http/connection.h"

#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace bihuan::http {
namespace {

constexpr std::size_t kReadAhead = 128 * 1024;      // bytes of requests whose turn has not come
constexpr std::size_t kUnsentAnswers = 256 * 1024;  // beyond it no further request of this client is begun

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

/// Makes the close visible as an error, so that a cut-off answer cannot be taken for a whole one.
void reset_on_close(int descriptor) {
  const linger hard{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

}  // namespace

Connection::Connection(ConnectionWorld& world, ConnectionId id, std::string peer, TimePoint now)
    : world_(world), id_(id), peer_(std::move(peer)), parser_(world.settings.limits), idle_since_(now) {}

Connection::~Connection() {
  answers_.set_client(Client::Gone);
  ::close(id_.descriptor());
}

Interest Connection::interest() const {
  if (stage_ == Stage::Lingering) return {.read = true};
  const bool read = !peer_finished_ && !refused_ && !answers_.ended() && input_.size() < kReadAhead;
  return {.read = read, .write = answers_.has_output()};
}

void Connection::on_readable(TimePoint) {
  std::string& buffer = world_.read_buffer;
  const ssize_t got = ::recv(id_.descriptor(), buffer.data(), buffer.size(), 0);
  if (got < 0) {
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) close();
    return;
  }
  if (stage_ == Stage::Lingering) {
    if (got == 0) close();
    return;
  }
  if (got > 0) {
    if (!refused_ && !answers_.ended()) input_.append(buffer.data(), static_cast<std::size_t>(got));
    return;
  }
  peer_finished_ = true;
  answers_.set_client(Client::HalfClosed);
}

void Connection::on_hangup() {
  close();
}

void Connection::give_up() noexcept {
  reset_on_close(id_.descriptor());
  stage_ = Stage::Closed;  // the destructor tells those who wait
}

void Connection::on_post(Post& post) {
  if (auto* answer = std::get_if<Answer>(&post.what)) answers_.answer(post.request, std::move(answer->response));
  if (auto* begin = std::get_if<StreamBegin>(&post.what)) answers_.begin_stream(post.request, std::move(*begin));
  if (auto* data = std::get_if<StreamData>(&post.what)) answers_.stream_data(post.request, std::move(data->bytes));
  if (const auto* end = std::get_if<StreamEnd>(&post.what)) answers_.end_stream(post.request, end->clean);
}

void Connection::begin_stop(TimePoint now) {
  stopping_ = true;
  answers_.begin_stop();
  if (stage_ == Stage::Open && input_.empty()) on_readable(now);  // a request may have come that was not read yet
}

void Connection::refuse_service() {
  open_answer({});
  answers_.close_after_newest();
  auto problem = problem_response(503, "server_full", "The server has as many connections as it takes.");
  problem.headers.push_back({"Retry-After", "5"});
  answers_.answer(current_->request(), std::move(problem));
  refused_ = true;
}

void Connection::turn(TimePoint now) {
  if (stage_ != Stage::Open) return;
  flush(now);
  while (stage_ == Stage::Open && parse()) flush(now);
  if (stage_ != Stage::Open) return;
  if (peer_finished_ && starved_ && !refused_ && (parser_.in_head() || parser_.in_body())) {
    refuse({400, "incomplete", "The request ended before it was whole."});
    flush(now);
  }
  note_times(now);
  end_if_done(now);
}

bool Connection::parse() {
  bool moved = false;
  std::size_t at = 0;
  starved_ = false;
  while (!refused_ && !answers_.ended() && !starved_) {
    if (head_waits_) {
      if (!may_begin_request()) break;
      begin_request(at);
      moved = moved || answers_.has_output();
      continue;
    }
    if (!parser_.in_body() && !may_read_head()) break;
    const auto progress = parser_.put(std::string_view(input_).substr(at));
    at += progress.consumed;
    starved_ = progress.step == ParseStep::NeedMore;
    head_waits_ = progress.step == ParseStep::HeadDone;
    moved = moved || progress.step == ParseStep::RequestDone || progress.step == ParseStep::Refused;
    if (progress.step == ParseStep::Refused) refuse(parser_.refusal());
    if (progress.step == ParseStep::RequestDone) dispatch();
  }
  input_.erase(0, refused_ ? input_.size() : at);
  return moved;
}

bool Connection::may_read_head() const {
  return answers_.open_count() < world_.settings.max_pipelined && answers_.bytes_waiting() < kUnsentAnswers;
}

bool Connection::may_begin_request() const {
  // RFC 9112 §9.3.2: side by side only while all are safe, else one after the other.
  return answers_.open_count() == 0 || (answers_.all_safe() && is_safe(parser_.head().method));
}

void Connection::begin_request(std::size_t consumed) {
  head_waits_ = false;
  RequestHead& head = parser_.head();
  world_.proxies.apply(head, peer_);
  open_answer({.head_only = head.method == "HEAD",
               .http10 = parser_.is_http10(),
               .keep_alive = parser_.keep_alive(),
               .safe = is_safe(head.method)});
  const BodyRule rule = world_.settings.body_rule ? world_.settings.body_rule(head) : BodyRule{};
  if (parser_.accept_body(rule) == ParseStep::Refused) return refuse(parser_.refusal());
  if (parser_.expects_continue() && consumed == input_.size()) answers_.interim();
}

void Connection::open_answer(AnswerRules rules) {
  current_ = std::make_shared<Exchange>(world_.mailbox, id_, next_request_++, world_.settings.stream_high_water,
                                        world_.settings.stream_hard_limit);
  if (peer_finished_) current_->set_client(Client::HalfClosed);
  answers_.open(current_, rules);
}

void Connection::dispatch() {
  served_any_ = true;
  const Reply reply(std::exchange(current_, nullptr));
  try {
    world_.handler(parser_.take(), reply);
  } catch (const std::exception& error) {
    spdlog::error("http: the handler failed: {}", error.what());
    reply.send(problem_response(500, "internal", "The request could not be handled."));
  } catch (...) {
    spdlog::error("http: the handler failed");
    reply.send(problem_response(500, "internal", "The request could not be handled."));
  }
}

void Connection::refuse(const Refusal& refusal) {
  if (answers_.ended()) return;  // the last answer is queued already
  if (!current_) open_answer({.head_only = parser_.head().method == "HEAD"});
  answers_.close_after_newest();
  answers_.answer(current_->request(), problem_response(refusal.status, refusal.code, refusal.detail));
  current_.reset();
  refused_ = true;
}

void Connection::flush(TimePoint now) {
  if (!answers_.has_output()) return;
  bool progress = false;
  const WriteState state = answers_.write(id_.descriptor(), progress);
  if (state == WriteState::Broken) return close();
  if (progress || !had_output_) write_progress_ = now;
  had_output_ = answers_.has_output();
}

void Connection::end_if_done(TimePoint now) {
  if (answers_.broken()) {
    reset_on_close(id_.descriptor());
    return close();
  }
  if (answers_.has_output() || answers_.open_count() > 0) return;
  const bool between_requests = !parser_.in_head() && !parser_.in_body();
  if (answers_.ended() || (stopping_ && between_requests)) return linger(now);
  if (peer_finished_ && starved_) close();
}

void Connection::linger(TimePoint now) {
  // RFC 9112 §9.6: closing with unread input resets the connection and may take the last answer with it.
  if (peer_finished_ || ::shutdown(id_.descriptor(), SHUT_WR) != 0) return close();
  stage_ = Stage::Lingering;
  linger_since_ = now;
  input_ = {};
}

void Connection::close() {
  stage_ = Stage::Closed;
  answers_.set_client(Client::Gone);
}

void Connection::note_times(TimePoint now) {
  const bool in_head = parser_.in_head(), in_body = parser_.in_body();
  if (in_head && !std::exchange(was_in_head_, in_head)) head_since_ = now;
  if (in_body && !std::exchange(was_in_body_, in_body)) body_since_ = now;
  was_in_head_ = in_head;
  was_in_body_ = in_body;
  if (in_head || in_body || answers_.open_count() > 0 || answers_.has_output()) idle_since_ = now;
}

TimePoint Connection::receive_deadline() const {
  const TimeLimits& time = world_.settings.time;
  if (refused_ || answers_.ended() || !starved_) return TimePoint::max();
  if (parser_.in_body()) {
    const auto earned =
        std::chrono::seconds(parser_.body_bytes() / std::max<std::size_t>(1, time.body_bytes_per_second));
    return body_since_ + time.body + earned;
  }
  // A head is timed also while earlier answers are pending: it holds its bytes either way.
  if (parser_.in_head()) return head_since_ + time.header;
  if (answers_.open_count() > 0 || answers_.has_output()) return TimePoint::max();
  return idle_since_ + (served_any_ ? time.idle : time.header);
}

TimePoint Connection::deadline() const {
  const TimeLimits& time = world_.settings.time;
  if (stage_ == Stage::Closed) return TimePoint::max();
  if (stage_ == Stage::Lingering) return linger_since_ + time.linger;
  const TimePoint write = answers_.has_output() ? write_progress_ + time.write_stall : TimePoint::max();
  return std::min(write, receive_deadline());
}

void Connection::on_deadline(TimePoint now) {
  if (stage_ == Stage::Lingering) return close();
  if (answers_.has_output() && write_progress_ + world_.settings.time.write_stall <= now) {
    reset_on_close(id_.descriptor());
    return close();
  }
  if (receive_deadline() > now) return;
  if (!parser_.in_head() && !parser_.in_body()) return close();
  refuse({408, "timeout", "The request did not arrive in time."});
}

}  // namespace bihuan::http
