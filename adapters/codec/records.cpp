// Decides the frame of a record: its format, then what it holds, then nothing.
#include "adapters/codec/records.h"

#include "adapters/codec/record.h"

namespace bihuan::codec {
namespace {

constexpr std::uint8_t format = 1;  // Stored. A new format gets a new number and a decoder beside this one.

template <class T>
std::string encode(const T& content) {
  Writer out;
  out.byte(format);
  write(out, content);
  return out.take();
}

template <class T>
Decoded<T> decode(std::string_view bytes) {
  Reader in(bytes);
  if (in.byte() != format) in.fail("a record of an unknown format");
  T content;
  if (!in.failed()) read(in, content);
  if (in.left() > 0) in.fail("bytes follow the record");
  if (in.failed()) return std::unexpected(*in.error());
  return content;
}

}  // namespace

std::string encode_events(std::span<const Event> events) {
  Writer out;
  out.byte(format);
  out.varint(events.size());
  for (const Event& event : events) write(out, event);
  return out.take();
}
Decoded<std::vector<Event>> decode_events(std::string_view bytes) {
  return decode<std::vector<Event>>(bytes);
}

std::string encode_command(const Command& command) {
  return encode(command);
}
Decoded<Command> decode_command(std::string_view bytes) {
  return decode<Command>(bytes);
}

std::string encode_scope(const state::Scope& scope) {
  return encode(scope);
}
Decoded<state::Scope> decode_scope(std::string_view bytes) {
  return decode<state::Scope>(bytes);
}

std::string encode_header(const state::Header& header) {
  return encode(header);
}
Decoded<state::Header> decode_header(std::string_view bytes) {
  return decode<state::Header>(bytes);
}

std::string encode_variables(const state::Variables& variables) {
  return encode(variables);
}
Decoded<state::Variables> decode_variables(std::string_view bytes) {
  return decode<state::Variables>(bytes);
}

std::string encode_value(const Value& value) {
  return encode(value);
}
Decoded<Value> decode_value(std::string_view bytes) {
  return decode<Value>(bytes);
}

}  // namespace bihuan::codec
