// Decides that the first answer wins, that a stream beyond its hard limit is cut off, and who is told when the client
// leaves. It does not decide the order of answers on the connection (answer_queue).
#include "api/http/exchange.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "engine/base/check.h"

namespace bihuan::http {

namespace {
/// A callback that fails must not keep the others of its connection from being told.
template <typename Action>
void call_guarded(Action action) {
  try {
    action();
  } catch (const std::exception& error) {
    spdlog::error("http: a callback failed: {}", error.what());
  } catch (...) {
    spdlog::error("http: a callback failed");
  }
}
}  // namespace

Exchange::Exchange(std::shared_ptr<Mailbox> mailbox, ConnectionId connection, std::uint64_t request,
                   std::size_t high_water, std::size_t hard_limit)
    : mailbox_(std::move(mailbox)),
      connection_(connection),
      request_(request),
      high_water_(high_water),
      hard_limit_(hard_limit) {}

void Exchange::send(Response response) {
  if (claim() && client() != Client::Gone) post(Answer{std::move(response)});
}

bool Exchange::begin_stream(int status, std::vector<Header> headers, StreamKind kind) {
  if (!claim()) return false;
  if (client() != Client::Gone) post(StreamBegin{status, std::move(headers), kind});
  return true;
}

bool Exchange::write(std::string bytes) {
  if (client() == Client::Gone || ended_.load(std::memory_order_acquire)) return false;
  if (bytes.empty()) return true;
  const std::size_t size = bytes.size();
  if (waiting_.fetch_add(size, std::memory_order_acq_rel) + size > hard_limit_) {
    end_stream(false);
    return false;
  }
  return post(StreamData{std::move(bytes)});
}

void Exchange::end_stream(bool clean) {
  if (ended_.exchange(true, std::memory_order_acq_rel)) return;
  post(StreamEnd{clean});
}

bool Exchange::wait_until_ready() {
  CHECK(!mailbox_->is_reader());  // it would wait for itself
  std::unique_lock lock(mutex_);
  drained_.wait(lock, [&] { return ready() || client() == Client::Gone; });
  return client() != Client::Gone;
}

void Exchange::on_client_change(std::function<void(Client)> callback) {
  Client now;
  {
    const std::lock_guard lock(mutex_);
    now = client();
    if (!released_ && now != Client::Gone) client_callback_ = callback;
  }
  if (now != Client::Connected) callback(now);
}

void Exchange::on_ready(std::function<void()> callback) {
  const std::lock_guard lock(mutex_);
  if (!released_) ready_callback_ = std::move(callback);
}

void Exchange::answer_when_stopping(Response response) {
  {
    const std::lock_guard lock(mutex_);
    stop_answer_ = std::move(response);
  }
  if (!mailbox_->stopping.load()) return;  // set before the thread is told to stop, so one of the two sees the other
  if (auto taken = take_stop_answer()) send(std::move(*taken));
}

std::optional<Response> Exchange::take_stop_answer() {
  const std::lock_guard lock(mutex_);
  return std::exchange(stop_answer_, std::nullopt);
}

void Exchange::set_client(Client client) {
  std::function<void(Client)> callback;
  {
    const std::lock_guard lock(mutex_);
    if (client_.exchange(client, std::memory_order_acq_rel) == client) return;
    callback = client_callback_;
  }
  drained_.notify_all();
  if (client == Client::Gone) release_callbacks();
  call_guarded([&] {
    if (callback) callback(client);
  });
}

void Exchange::release_callbacks() {
  std::function<void(Client)> on_client;
  std::function<void()> on_ready;
  const std::lock_guard lock(mutex_);  // released before the two above, whose captures may hold the last reply
  released_ = true;
  on_client.swap(client_callback_);
  on_ready.swap(ready_callback_);
}

void Exchange::sent(std::size_t bytes) {
  const std::size_t before = waiting_.fetch_sub(bytes, std::memory_order_acq_rel);
  if (before < high_water_ || before - bytes >= high_water_) return;
  std::function<void()> callback;
  {
    const std::lock_guard lock(mutex_);
    callback = ready_callback_;
  }
  drained_.notify_all();
  call_guarded([&] {
    if (callback) callback();
  });
}

}  // namespace bihuan::http
