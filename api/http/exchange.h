// Decides what the two ends of one request share: who answers first, whether the client is still there, how much of a
// stream is waiting. It does not touch connections; it posts to the thread that owns one.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "api/http/mailbox.h"
#include "api/http/reply.h"

namespace bihuan::http {

class Exchange {
 public:
  Exchange(std::shared_ptr<Mailbox> mailbox, ConnectionId connection, std::uint64_t request, std::size_t high_water,
           std::size_t hard_limit);

  std::uint64_t request() const { return request_; }

  // The answering side, any thread.
  void send(Response response);
  bool begin_stream(int status, std::vector<Header> headers, StreamKind kind);
  bool write(std::string bytes);
  void end_stream(bool clean);
  bool answered() const { return answered_.load(std::memory_order_acquire); }
  Client client() const { return client_.load(std::memory_order_acquire); }
  bool ready() const { return waiting_.load(std::memory_order_acquire) < high_water_; }
  bool wait_until_ready();
  void on_client_change(std::function<void(Client)> callback);
  void on_ready(std::function<void()> callback);
  void answer_when_stopping(Response response);

  // The connection's side, its reactor thread.
  void set_client(Client client);
  void sent(std::size_t bytes);
  /// The answer has left the queue: nobody is called back any more, and what the callbacks held is let go.
  void release_callbacks();
  std::optional<Response> take_stop_answer();

 private:
  bool claim() { return !answered_.exchange(true, std::memory_order_acq_rel); }
  bool post(decltype(Post::what) what) { return mailbox_->post({connection_, request_, std::move(what)}); }

  const std::shared_ptr<Mailbox> mailbox_;
  const ConnectionId connection_;
  const std::uint64_t request_;
  const std::size_t high_water_, hard_limit_;
  std::atomic<bool> answered_{false}, ended_{false};
  std::atomic<Client> client_{Client::Connected};
  std::atomic<std::size_t> waiting_{0};

  std::mutex mutex_;
  std::condition_variable drained_;
  bool released_ = false;  // no callback is kept any more
  std::function<void(Client)> client_callback_;
  std::function<void()> ready_callback_;
  std::optional<Response> stop_answer_;
};

}  // namespace bihuan::http
