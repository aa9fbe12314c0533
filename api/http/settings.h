// Decides what can be chosen about the server and what holds when nothing is chosen. It does not read them from
// anywhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "api/http/message.h"

namespace bihuan::http {

/// What a route accepts as a body.
struct BodyRule {
  std::size_t limit_bytes = std::size_t{1} << 20;  ///< beyond it 413, before the body is read where its length is told
  bool needs_length = false;                       ///< true: a chunked body is refused with 411
};

/// Limits on one request's text.
struct RequestLimits {
  std::size_t request_line_bytes = 8 * 1024;     ///< beyond it 414
  std::size_t header_bytes = 16 * 1024;          ///< all header lines together; beyond it 431; trailers alike
  std::size_t header_count = 100;                ///< beyond it 431
  std::size_t chunk_overhead_bytes = 16 * 1024;  ///< chunk extensions of one request together; beyond it 400
};

/// How long the server waits for a client.
struct TimeLimits {
  std::chrono::milliseconds header{15'000};       ///< from a request's first byte (or the connection) to its head's end
  std::chrono::milliseconds body{30'000};         ///< grace for a body, beside what its size earns, see below
  std::size_t body_bytes_per_second = 1024;       ///< each such number of bytes received earns a body one more second
  std::chrono::milliseconds idle{75'000};         ///< between two requests
  std::chrono::milliseconds write_stall{30'000};  ///< an answer waits to be sent and the client takes nothing
  std::chrono::milliseconds linger{2'000};        ///< after the last answer, for the client to see it before the close
};

struct ServerSettings {
  std::string address = "127.0.0.1";  ///< IPv4 or IPv6 in numbers
  std::uint16_t port = 8080;          ///< 0: any that is free
  int threads = 2;                    ///< reactor threads, 1 to 64
  int backlog = 4096;                 ///< connections the kernel keeps for us (it may keep fewer: net.core.somaxconn)
  std::size_t max_connections = 10'000;        ///< beyond it 503 and close
  std::size_t max_pipelined = 16;              ///< safe requests of one connection that are handled at once
  std::size_t stream_high_water = 256 * 1024;  ///< bytes of a stream waiting to be sent that make it not ready
  std::size_t stream_hard_limit = 16 << 20;    ///< bytes waiting at which a writer that does not look is cut off
  RequestLimits limits;
  TimeLimits time;
  /// Asked on a reactor thread when a head was read, by several threads at once; none: BodyRule{} for all.
  std::function<BodyRule(const RequestHead&)> body_rule;
  std::vector<std::string> trusted_proxies;  ///< addresses or CIDR blocks whose X-Forwarded-* are believed
};

}  // namespace bihuan::http
