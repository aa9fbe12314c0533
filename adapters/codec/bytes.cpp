// Decides which byte sequences are numbers and texts. Every read checks what is left before it looks.
#include "adapters/codec/bytes.h"

namespace bihuan::codec {

void Writer::end(std::size_t start) {
  std::size_t size = bytes_.size() - start;
  if (size < 0x80) {
    bytes_[start - 1] = static_cast<char>(size);
    return;
  }
  std::string length;
  for (; size >= 0x80; size >>= 7) length.push_back(static_cast<char>(size | 0x80));
  length.push_back(static_cast<char>(size));
  bytes_.replace(start - 1, 1, length);
}

void Reader::fail(std::string message) {
  if (!error_) error_ = DecodeError{at_, std::move(message)};
}

std::uint8_t Reader::byte() {
  if (left() == 0) {
    fail("the record ends too early");
    return 0;
  }
  return static_cast<std::uint8_t>(bytes_[at_++]);
}

std::uint64_t Reader::varint() {
  std::uint64_t n = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const std::uint8_t b = byte();
    if (shift == 63 && b > 1) break;
    n |= std::uint64_t{b & 0x7fu} << shift;
    if (b >= 0x80) continue;
    if (b == 0 && shift > 0) break;
    return failed() ? 0 : n;
  }
  fail("not a number in its shortest form");
  return 0;
}

std::uint64_t Reader::fixed64() {
  std::uint64_t n = 0;
  for (int shift = 0; shift < 64; shift += 8) n |= std::uint64_t{byte()} << shift;
  return failed() ? 0 : n;
}

std::string Reader::text() {
  const std::size_t size = count();
  if (failed()) return {};
  std::string s(bytes_.substr(at_, size));
  at_ += size;
  return s;
}

std::size_t Reader::count() {
  const std::uint64_t n = varint();
  if (n > left()) fail("a count is larger than what follows it");
  return failed() ? 0 : static_cast<std::size_t>(n);
}

std::size_t Reader::enter(std::size_t size) {
  const std::size_t outer = end_;
  end_ = at_ + size;
  return outer;
}

void Reader::leave(std::size_t outer_end) {
  if (!failed()) at_ = end_;
  end_ = outer_end;
}

}  // namespace bihuan::codec
