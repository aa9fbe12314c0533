// Decides how sheets become the bytes of an .xlsx file (ECMA-376). It does not decide what stands in them.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "adapters/spreadsheet/sheet.h"

namespace bihuan::spreadsheet {

/// The whole file. Titles are bold and stay in sight, with a filter over them; moments are local (`offset_minutes` east
/// of UTC); a text longer than a cell takes is cut and ends in "…". Rejects, in words for the log: a name that is no
/// sheet's name, more than 1,048,575 rows, no room for the file.
std::expected<std::string, std::string> write(const std::vector<Sheet>& sheets, int offset_minutes = 8 * 60);

}  // namespace bihuan::spreadsheet
