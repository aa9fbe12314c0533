// Decides how a cell's stored value reads to a person: numbers plainly, days by their format. It does not know where
// the cell stands.
#pragma once

#include <string>
#include <string_view>

namespace bihuan::spreadsheet {

/// What a number format shows.
enum class Shown { Number, Day, Moment, Time };

/// ECMA-376 §18.8.30: the formats that every file knows.
Shown built_in_format(int id);
/// By the format's code: letters of dates and times outside of quotes, brackets and escapes.
Shown format_of_code(std::string_view code);

/// "1.3800138E10" → "13800138000"; as Day "45982" → "2025-11-21". A text that is no number is answered as it is.
/// `from_1904`: the file counts days from 1904 on.
std::string number_text(std::string_view stored, Shown shown, bool from_1904);

/// "_x000D_" → the character (§22.9.2.19): how a file writes characters that XML does not take.
std::string unescaped(std::string_view text);

}  // namespace bihuan::spreadsheet
