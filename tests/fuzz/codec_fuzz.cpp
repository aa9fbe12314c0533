// libFuzzer target: any bytes as a stored record. The first byte says which kind of record. A decoder refuses or answers
// a value; what it answers is written and read back to the same bytes.
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/codec/records.h"

namespace {

using namespace bihuan;

template <class T, class Encode, class Decode>
void round_trip(const codec::Decoded<T>& decoded, Encode encode, Decode decode) {
  if (!decoded) return;
  const std::string bytes = encode(*decoded);
  const auto again = decode(bytes);
  if (!again || encode(*again) != bytes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 64 * 1024) return -1;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0: round_trip(codec::decode_events(bytes), codec::encode_events, codec::decode_events); break;
    case 1: round_trip(codec::decode_command(bytes), codec::encode_command, codec::decode_command); break;
    case 2: round_trip(codec::decode_scope(bytes), codec::encode_scope, codec::decode_scope); break;
    case 3: round_trip(codec::decode_header(bytes), codec::encode_header, codec::decode_header); break;
    case 4: round_trip(codec::decode_variables(bytes), codec::encode_variables, codec::decode_variables); break;
    default: round_trip(codec::decode_value(bytes), codec::encode_value, codec::decode_value); break;
  }
  return 0;
}
