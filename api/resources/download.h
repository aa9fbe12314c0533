// Decides how files leave the program: as downloads with a name that no byte of can end a header, and noted where
// taking data away has to be known.
#pragma once

#include <string>
#include <vector>

#include "adapters/spreadsheet/sheet.h"
#include "api/call.h"

namespace bihuan::resources {

/// RFC 6266: `attachment; filename*=UTF-8''…`, or `inline`.
std::string disposition(const std::string& file_name, bool shown_in_place = false);

/// The answer with a name to save it under.
http::Response download(std::string content_type, std::string bytes, const std::string& file_name);

/// An .xlsx file of these sheets; 422 where they do not fit into one.
api::Answer sheet_answer(const std::vector<spreadsheet::Sheet>& sheets, const std::string& file_name);

/// Notes that the caller takes data away: what, and how much of it.
void note_export(const api::Call& call, const std::string& what, const std::string& detail);

}  // namespace bihuan::resources
