// Decides the order of answers on one connection and how each is framed. The first place writes straight to the
// output; the others keep their pieces until they are first.
#include "api/http/answer_queue.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "api/http/response_head.h"

namespace bihuan::http {
namespace {
constexpr std::size_t kJoinedBytes = 16 * 1024;  // a body this small is copied behind its head: one piece, one write

Response server_fault() {
  return problem_response(500, "internal", "The server could not write this answer.");
}
}  // namespace

void AnswerQueue::open(std::shared_ptr<Exchange> exchange, AnswerRules rules) {
  slots_.push_back({.exchange = std::move(exchange), .rules = rules});
}

void AnswerQueue::interim() {
  put(slots_.back(), {.bytes = "HTTP/1.1 100 Continue\r\n\r\n"});
}

void AnswerQueue::close_after_newest() {
  slots_.back().rules.keep_alive = false;
}

AnswerQueue::Slot* AnswerQueue::find(std::uint64_t request) {
  // Requests are numbered in a row, so the place is known without searching.
  if (slots_.empty() || request < slots_.front().exchange->request()) return nullptr;
  const std::uint64_t index = request - slots_.front().exchange->request();
  return index < slots_.size() ? &slots_[index] : nullptr;
}

void AnswerQueue::put(Slot& slot, Piece piece) {
  if (&slot == &slots_.front())
    output_.push(std::move(piece));
  else
    slot.pieces.push_back(std::move(piece));
}

void AnswerQueue::answer(std::uint64_t request, Response response) {
  Slot* slot = find(request);
  if (slot == nullptr || slot->complete || slot->streaming) return;
  if (!is_writable(response.status, response.headers)) {
    spdlog::error("http: an answer with status {} or its headers cannot be written", response.status);
    response = server_fault();
  }
  if (stopping_ || asks_to_close(response.headers)) slot->rules.keep_alive = false;
  AnswerFraming framing{.http10 = slot->rules.http10, .keep_alive = slot->rules.keep_alive};
  const bool no_body = status_has_no_body(response.status);
  if (!no_body) framing.content_length = response.file ? response.file->length : response.body.size();
  Piece head{.bytes = response_head(response.status, response.headers, framing)};
  const bool send_body = !no_body && !slot->rules.head_only;
  const bool join = send_body && !response.file && response.body.size() <= kJoinedBytes;
  if (join) head.bytes += response.body;
  put(*slot, std::move(head));
  if (send_body && response.file) put(*slot, {.file = std::move(response.file)});
  if (send_body && !join && !response.body.empty()) put(*slot, {.bytes = std::move(response.body)});
  finish(*slot);
}

void AnswerQueue::begin_stream(std::uint64_t request, StreamBegin begin) {
  Slot* slot = find(request);
  if (slot == nullptr || slot->complete || slot->streaming) return;
  if (!is_writable(begin.status, begin.headers)) {
    answer(request, server_fault());
    return;
  }
  slot->streaming = true;
  slot->endless = begin.kind == StreamKind::Endless;
  slot->no_body = slot->rules.head_only || status_has_no_body(begin.status);
  slot->chunked = !slot->rules.http10 && !status_has_no_body(begin.status);
  if (stopping_ || slot->rules.http10 || asks_to_close(begin.headers)) slot->rules.keep_alive = false;
  put(*slot, {.bytes = response_head(
                  begin.status, begin.headers,
                  {.http10 = slot->rules.http10, .keep_alive = slot->rules.keep_alive, .chunked = slot->chunked})});
  if (slot->no_body || (stopping_ && slot->endless)) end_stream(request, true);
}

void AnswerQueue::stream_data(std::uint64_t request, std::string bytes) {
  Slot* slot = find(request);
  if (slot == nullptr || slot->complete || !slot->streaming) return;
  put_stream_bytes(*slot, std::move(bytes));
}

void AnswerQueue::put_stream_bytes(Slot& slot, std::string bytes) {
  const std::size_t counted = bytes.size();
  if (slot.chunked) {
    bytes.insert(0, fmt::format("{:x}\r\n", counted));
    bytes += "\r\n";
  }
  put(slot, {.bytes = std::move(bytes), .exchange = slot.exchange, .counted = counted});
}

void AnswerQueue::end_stream(std::uint64_t request, bool clean) {
  Slot* slot = find(request);
  if (slot == nullptr || slot->complete || !slot->streaming) return;
  if (!clean) {
    broken_ = true;
    return;
  }
  if (slot->chunked && !slot->no_body) put(*slot, {.bytes = "0\r\n\r\n"});
  finish(*slot);
}

void AnswerQueue::finish(Slot& slot) {
  slot.complete = true;
  slot.exchange->release_callbacks();
  settle();
}

void AnswerQueue::settle() {
  while (!slots_.empty() && slots_.front().complete) {
    const bool last = !slots_.front().rules.keep_alive;
    // A stream that was finished for its writer (HEAD, stop) must not go on believing in a reader.
    const Slot done = std::move(slots_.front());
    slots_.pop_front();
    if (done.streaming) done.exchange->set_client(Client::Gone);
    if (last) {
      for (const Slot& dropped : std::exchange(slots_, {})) dropped.exchange->set_client(Client::Gone);
      ended_ = true;
      return;
    }
    if (slots_.empty()) return;
    for (Piece& piece : std::exchange(slots_.front().pieces, {})) output_.push(std::move(piece));
  }
}

void AnswerQueue::begin_stop() {
  stopping_ = true;
  std::vector<std::uint64_t> requests;
  for (const Slot& slot : slots_) requests.push_back(slot.exchange->request());
  for (const std::uint64_t request : requests) {
    Slot* slot = find(request);
    if (slot == nullptr) return;
    if (slot->streaming && slot->endless) {
      end_stream(request, true);
    } else if (auto stop_answer = slot->exchange->take_stop_answer()) {
      slot->exchange->send(std::move(*stop_answer));  // through the mailbox, where the first answer wins
    }
  }
}

void AnswerQueue::set_client(Client client) {
  std::vector<std::shared_ptr<Exchange>> told;
  for (const Slot& slot : slots_) told.push_back(slot.exchange);
  for (const auto& exchange : told) exchange->set_client(client);
}

WriteState AnswerQueue::write(int socket, bool& progress) {
  return output_.write(socket, progress);
}

bool AnswerQueue::all_safe() const {
  return std::all_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.rules.safe; });
}

}  // namespace bihuan::http
