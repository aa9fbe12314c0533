// Decides whom to believe about a client's address. X-Forwarded-For is read from the right: each proxy appended the
// address that it saw, so the first one from the right that is not a trusted proxy is the client.
#include "api/http/forwarded.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "api/http/target.h"

namespace bihuan::http {
namespace {

using Address = std::array<std::uint8_t, 16>;

std::optional<Address> parse_address(std::string_view text, bool* is_v4 = nullptr) {
  const std::string zero_ended(text);
  Address out{};
  if (::inet_pton(AF_INET6, zero_ended.c_str(), out.data()) == 1) return out;
  out = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (::inet_pton(AF_INET, zero_ended.c_str(), out.data() + 12) != 1) return std::nullopt;
  if (is_v4 != nullptr) *is_v4 = true;
  return out;
}

bool in_block(const Address& address, const Address& block, int bits) {
  for (int i = 0; i < bits; ++i) {
    const int mask = 0x80 >> (i % 8);
    if ((address[i / 8] & mask) != (block[i / 8] & mask)) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_forwarding_header(const Header& header) {
  return same_name(header.name, "Forwarded") || same_name(header.name, "X-Real-IP") ||
         (header.name.size() > 12 && same_name(std::string_view(header.name).substr(0, 12), "X-Forwarded-"));
}

/// All fields of that name as one list, in order.
std::string joined(const RequestHead& head, std::string_view name) {
  std::string out;
  for (const Header& header : head.headers)
    if (same_name(header.name, name)) out.append(out.empty() ? "" : ",").append(header.value);
  return out;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& blocks) {
  for (const std::string& text : blocks) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    bool is_v4 = false;
    const auto address = parse_address(std::string_view(text).substr(0, slash), &is_v4);
    int bits = is_v4 ? 32 : 128;
    const int most = bits;
    if (slash < text.size()) {
      const char* end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, bits);
      if (error != std::errc{} || stop != end) bits = -1;
    }
    if (!address || bits < 0 || bits > most)
      throw std::invalid_argument("Expected an IP address or CIDR block as trusted proxy, but got '" + text + "'");
    blocks_.push_back({*address, is_v4 ? bits + 96 : bits});
  }
}

bool TrustedProxies::trusts(std::string_view address) const {
  if (blocks_.empty()) return false;
  const auto parsed = parse_address(address);
  return parsed && std::any_of(blocks_.begin(), blocks_.end(),
                               [&](const Block& block) { return in_block(*parsed, block.address, block.bits); });
}

void TrustedProxies::apply(RequestHead& head, const std::string& peer) const {
  head.remote_address = peer;
  if (!trusts(peer)) {
    std::erase_if(head.headers, is_forwarding_header);
    return;
  }
  const std::string list = joined(head, "X-Forwarded-For");
  std::string_view rest = list;
  while (!rest.empty() && trusts(head.remote_address)) {
    const std::size_t comma = rest.rfind(',');
    const std::string_view last = trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    if (!parse_address(last)) break;  // what stands further left was not written by a proxy of ours
    head.remote_address = std::string(last);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
  }
  if (const std::string* scheme = head.header("X-Forwarded-Proto"); scheme != nullptr && *scheme == "https")
    head.scheme = "https";
  if (const std::string* host = head.header("X-Forwarded-Host"); host != nullptr && !host->empty() && is_host(*host))
    head.host = *host;
}

}  // namespace bihuan::http
