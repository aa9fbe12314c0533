// Decides how any text fits into a text column of either database: NUL (PostgreSQL refuses it, SQLite's functions stop
// at it) and bytes that are no UTF-8 are written as an escape, which reading takes back. Ordinary text is stored as it
// is, so that lists and searches in SQL see it.
#pragma once

#include <string>
#include <string_view>

namespace bihuan::store {

std::string stored_text(std::string_view plain);

/// Guarantees plain_text(stored_text(x)) == x for all bytes x.
std::string plain_text(std::string_view stored);

}  // namespace bihuan::store
