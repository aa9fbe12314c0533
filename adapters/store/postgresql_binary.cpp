// Decides the bytes: whole numbers in network order; an array as dimensions, flags, element type, then each element
// with its length (PostgreSQL 15, array_recv and array_send).
#include "adapters/store/postgresql_binary.h"

#include <cstdint>

#include "engine/base/check.h"

namespace bihuan::store {

namespace {

struct Oids {
  Oid element, array;
};

// pg_type.dat: int8, text, bytea and their arrays.
constexpr Oids oids[] = {{20, 1016}, {25, 1009}, {17, 1001}};

const Oids& oids_of(Type type) {
  return oids[static_cast<int>(type)];
}

void append_network(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xff);
}

std::int64_t number_from(const char* data, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) value = (value << 8) | static_cast<unsigned char>(data[i]);
  if (bytes == 4) return static_cast<std::int32_t>(value);
  return static_cast<std::int64_t>(value);
}

std::string encoded(const Cell& cell) {
  std::string out;
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    append_network(out, static_cast<std::uint64_t>(*number), 8);
  } else {
    out = std::get<std::string>(cell);
  }
  return out;
}

void append_element(std::string& out, const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) {
    append_network(out, 0xffffffff, 4);
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    append_network(out, 8, 4);
    append_network(out, static_cast<std::uint64_t>(*number), 8);
  } else {
    const std::string& characters = std::get<std::string>(cell);
    append_network(out, characters.size(), 4);
    out += characters;
  }
}

std::string encoded_array(const Column& column) {
  std::string out;
  append_network(out, 1, 4);  // one dimension
  append_network(out, 1, 4);  // elements may be NULL
  append_network(out, oids_of(column.type).element, 4);
  append_network(out, column.cells.size(), 4);
  append_network(out, 1, 4);  // the first index
  for (const Cell& cell : column.cells) append_element(out, cell);
  return out;
}

Cell cell_from(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column)) return {};
  const char* data = PQgetvalue(result, row, column);
  const int length = PQgetlength(result, row, column);
  switch (PQftype(result, column)) {
    case 20:  // int8
    case 23:  // int4
      return number_from(data, length);
    case 17:  // bytea
    case 25:  // text
      return std::string(data, static_cast<std::size_t>(length));
    default:
      raise_bug(__FILE__, __LINE__, "a statement answers with a type that the schema has not");
  }
}

}  // namespace

BinaryParameters::BinaryParameters(const Step& step, bool many) {
  encoded_.reserve(step.columns.size());
  for (const Column& column : step.columns) {
    const bool null = !many && std::holds_alternative<std::monostate>(column.cells.at(0));
    encoded_.push_back(null ? "" : many ? encoded_array(column) : encoded(column.cells.at(0)));
    values_.push_back(null ? nullptr : encoded_.back().data());
    lengths_.push_back(static_cast<int>(encoded_.back().size()));
    formats_.push_back(1);
  }
}

std::vector<Oid> parameter_types(const Step& step, bool many) {
  std::vector<Oid> types;
  for (const Column& column : step.columns) {
    types.push_back(many ? oids_of(column.type).array : oids_of(column.type).element);
  }
  return types;
}

Rows rows_of(const PGresult* result) {
  Rows rows(static_cast<std::size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    auto& cells = rows[static_cast<std::size_t>(row)];
    for (int column = 0; column < PQnfields(result); ++column) cells.push_back(cell_from(result, row, column));
  }
  return rows;
}

}  // namespace bihuan::store
