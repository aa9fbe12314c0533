// Decides how the server listens and accepts. IPv4 clients of an IPv6 socket are named by their IPv4 address.
#include "api/http/listener.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace bihuan::http {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

socklen_t fill_address(const ServerSettings& settings, sockaddr_storage& into) {
  auto* v4 = reinterpret_cast<sockaddr_in*>(&into);
  if (::inet_pton(AF_INET, settings.address.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(settings.port);
    return sizeof *v4;
  }
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&into);
  if (::inet_pton(AF_INET6, settings.address.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(settings.port);
    return sizeof *v6;
  }
  throw std::invalid_argument("Expected an IPv4 or IPv6 address to listen on, but got '" + settings.address + "'");
}

std::string address_text(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text.data(), text.size());
    return text.data();
  }
  const in6_addr& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&v6))
    ::inet_ntop(AF_INET, v6.s6_addr + 12, text.data(), text.size());
  else
    ::inet_ntop(AF_INET6, &v6, text.data(), text.size());
  return text.data();
}

void set_option(int descriptor, int level, int option) {
  const int on = 1;
  ::setsockopt(descriptor, level, option, &on, sizeof on);
}

}  // namespace

Listener::Listener(const ServerSettings& settings) {
  sockaddr_storage address{};
  socklen_t size = fill_address(settings, address);
  descriptor_ = ::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor_ < 0) fail("socket");
  set_option(descriptor_, SOL_SOCKET, SO_REUSEADDR);
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (::bind(descriptor_, raw, size) != 0 || ::listen(descriptor_, settings.backlog) != 0 ||
      ::getsockname(descriptor_, raw, &size) != 0) {
    const int error = errno;
    close();
    throw std::system_error(error, std::generic_category(), "listening on " + settings.address);
  }
  port_ = ntohs(address.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(address).sin_port
                                             : reinterpret_cast<sockaddr_in6&>(address).sin6_port);
}

Listener::~Listener() {
  close();
}

void Listener::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

Listener::Result Listener::accept(int& descriptor, std::string& peer) const {
  while (true) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    descriptor = ::accept4(descriptor_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      peer = address_text(address);
      set_option(descriptor, IPPROTO_TCP, TCP_NODELAY);
      set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE);
      return Result::Accepted;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) return Result::NoDescriptorFree;
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINVAL || errno == EBADF) return Result::NothingWaits;
    // Any other error belongs to the one connection that was waiting (accept(2)): go on with the next.
  }
}

}  // namespace bihuan::http
