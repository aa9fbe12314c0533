// Decides the sockets of cutting_proxy.h.
#include "tests/adapters/store/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>

#include "engine/base/check.h"

namespace bihuan::store {

namespace {

sockaddr_in local(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool send_all(int to, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = send(to, data, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

CuttingProxy::CuttingProxy(int server_port) : server_port_(server_port), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = local(0);
  socklen_t size = sizeof address;
  CHECK(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(listen(listener_, 8) == 0);
  CHECK(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_for_ever(); });
}

CuttingProxy::~CuttingProxy() {
  be_silent(false);
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const auto& pair : pairs_) hang_up(*pair);
  for (std::thread& thread : threads_) thread.join();
  for (const auto& pair : pairs_) close(pair->client), close(pair->server);
  close(listener_);
}

void CuttingProxy::hang_up(Pair& pair) {
  shutdown(pair.client, SHUT_RDWR);
  shutdown(pair.server, SHUT_RDWR);
}

void CuttingProxy::be_silent(bool silent) {
  const std::lock_guard lock(mutex_);
  silent_ = silent;
  spoken_.notify_all();
}

void CuttingProxy::wait_while_silent() {
  std::unique_lock lock(mutex_);
  spoken_.wait(lock, [this] { return !silent_; });
}

void CuttingProxy::accept_for_ever() {
  for (int client = accept(listener_, nullptr, nullptr); client >= 0; client = accept(listener_, nullptr, nullptr)) {
    auto pair = std::make_unique<Pair>();
    pair->client = client;
    pair->server = socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = local(server_port_);
    CHECK(connect(pair->server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    Pair& one = *pair;
    pairs_.push_back(std::move(pair));
    threads_.emplace_back([this, &one] { to_server(one); });
    threads_.emplace_back([this, &one] { to_client(one); });
  }
}

void CuttingProxy::to_server(Pair& pair) {
  std::array<char, 65536> bytes;
  for (ssize_t n = recv(pair.client, bytes.data(), bytes.size(), 0); n > 0;
       n = recv(pair.client, bytes.data(), bytes.size(), 0)) {
    wait_while_silent();
    const bool passes = cut_ == Cut::Nothing || passing_-- > 0;
    const Cut cut = passes ? Cut::Nothing : cut_.exchange(Cut::Nothing);
    if (cut != Cut::Nothing) ++cuts_;
    if (cut == Cut::BeforeTheServerHears) break;
    if (cut == Cut::AfterTheServerAnswers) pair.mute = true;
    if (!send_all(pair.server, bytes.data(), static_cast<std::size_t>(n))) break;
  }
  hang_up(pair);
}

void CuttingProxy::to_client(Pair& pair) {
  std::array<char, 65536> bytes;
  for (ssize_t n = recv(pair.server, bytes.data(), bytes.size(), 0); n > 0 && !pair.mute;
       n = recv(pair.server, bytes.data(), bytes.size(), 0)) {
    wait_while_silent();
    if (!send_all(pair.client, bytes.data(), static_cast<std::size_t>(n))) break;
  }
  hang_up(pair);
}

}  // namespace bihuan::store
