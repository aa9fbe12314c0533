// Decides how the one SQL text of a statement becomes PostgreSQL's and SQLite's: a small table of substitutions.
//
//   {rows(part i, name t, bytes b)}  the step's rows as a table n: arrays through unnest, or one row at a time
//   {from(…)} {using(…)}             the same as a clause of INSERT … SELECT, UPDATE, DELETE. SQLite needs no table
//                                    there: the columns n.part, n.name are its parameters
//   {now}      the database's clock in microseconds; on SQLite parameter $1, which PostgreSQL is given as NULL
//   {like}     case of ASCII letters does not matter
//   {position} {by bytes}            where a text is in another (0: nowhere), compared by bytes
//   {number} {text} {bytes} {clustered}  types and storage in migrations
//   {skip locked}                        locks for taking jobs
#pragma once

#include <string>

namespace bihuan::store {

enum class Dialect { Postgresql, Sqlite };

/// The text that the database understands. Requires known names in braces.
std::string rendered(const std::string& text, Dialect dialect);

/// Whether the text runs for many rows.
bool has_rows(const std::string& text);

}  // namespace bihuan::store
