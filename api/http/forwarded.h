// Decides whom to believe about a client's address: X-Forwarded-* counts only from configured proxies.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.h"

namespace bihuan::http {

class TrustedProxies {
 public:
  /// Addresses or CIDR blocks ("10.0.0.0/8", "::1"). Throws std::invalid_argument for what is neither.
  explicit TrustedProxies(const std::vector<std::string>& blocks);

  bool trusts(std::string_view address) const;
  /// Sets remote_address, scheme and host. From a peer that is not trusted the forwarding headers are removed, so that
  /// nobody further in believes them by mistake.
  void apply(RequestHead& head, const std::string& peer) const;

 private:
  struct Block {
    std::array<std::uint8_t, 16> address;  // IPv4 as IPv4-mapped IPv6
    int bits;
  };
  std::vector<Block> blocks_;
};

}  // namespace bihuan::http
