// Decides how the server listens and accepts; a small wrapper of the socket calls. It does not decide who may stay.
#pragma once

#include <cstdint>
#include <string>

#include "api/http/settings.h"

namespace bihuan::http {

class Listener {
 public:
  /// Throws std::system_error when the address cannot be bound, std::invalid_argument when it is none.
  explicit Listener(const ServerSettings& settings);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int descriptor() const { return descriptor_; }
  std::uint16_t port() const { return port_; }
  enum class Result { Accepted, NothingWaits, NoDescriptorFree };
  /// On Accepted fills a non-blocking descriptor and the peer's address in text.
  Result accept(int& descriptor, std::string& peer) const;
  void close();

 private:
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace bihuan::http
