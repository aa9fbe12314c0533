// Decides how single numbers and texts lie in a record: little numbers take few bytes, and each has one form only.
// It does not know structs or values (record.h, value_bytes.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/codec/records.h"

namespace bihuan::codec {

constexpr std::uint64_t zigzag(std::int64_t n) {
  return (static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t n) {
  return static_cast<std::int64_t>((n >> 1) ^ (~(n & 1) + 1));
}

/// Appends to a string that it owns. Varints are LEB128: seven bits a byte, lowest first.
class Writer {
 public:
  void byte(std::uint8_t b) { bytes_.push_back(static_cast<char>(b)); }
  void varint(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) byte(static_cast<std::uint8_t>(n | 0x80));
    byte(static_cast<std::uint8_t>(n));
  }
  void signed_varint(std::int64_t n) { varint(zigzag(n)); }
  void fixed64(std::uint64_t n) {
    for (int shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(n >> shift));
  }
  void text(std::string_view s) {
    varint(s.size());
    bytes_.append(s);
  }
  std::size_t size() const { return bytes_.size(); }
  /// Begins a part whose byte count stands before it; `end` needs the answer.
  std::size_t begin() {
    bytes_.push_back('\0');
    return bytes_.size();
  }
  /// Writes the count. Parts are mostly short, so one byte was kept for it and longer ones are moved up.
  void end(std::size_t start);
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what Writer wrote and refuses everything else. The first fault is kept; after it every read answers zero and
/// moves nothing, so callers check once.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes), end_(bytes.size()) {}

  bool failed() const { return error_.has_value(); }
  const std::optional<DecodeError>& error() const { return error_; }
  void fail(std::string message);
  std::size_t offset() const { return at_; }
  /// Bytes up to the end of the innermost part.
  std::size_t left() const { return failed() ? 0 : end_ - at_; }

  std::uint8_t byte();
  /// Refuses forms with needless bytes: one number, one form.
  std::uint64_t varint();
  std::int64_t signed_varint() { return unzigzag(varint()); }
  std::uint64_t fixed64();
  std::string text();
  /// The count of a list. Each item takes at least one byte, so a count beyond what is left is a lie.
  std::size_t count();

  /// Narrows `left` to a part of `size` bytes; answers the end of what surrounds it, for `leave`.
  std::size_t enter(std::size_t size);
  /// Goes to the part's end, over fields of a later program that this one does not know.
  void leave(std::size_t outer_end);

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::optional<DecodeError> error_;
};

}  // namespace bihuan::codec
