// Decides what stands in an .xlsx file that somebody sent (ECMA-376), in plain texts. The bytes are not trusted: every
// size is bounded before it is paid for, formulas are not computed (what the file says they came to counts), macros,
// links and pictures are not looked at. It does not decide what the values mean.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/spreadsheet/sheet.h"

namespace bihuan::spreadsheet {

struct ReadLimits {
  std::size_t bytes = 8u << 20;            ///< of the file
  std::size_t part_bytes = 16u << 20;      ///< of one unpacked part
  std::size_t unpacked_bytes = 32u << 20;  ///< of all parts that are read
  std::size_t entries = 1000;              ///< of the archive
  std::size_t sheets = 20;
  std::size_t rows = 20'000;      ///< of one sheet
  std::size_t columns = 100;      ///< what stands further right is not read
  std::size_t text_bytes = 2000;  ///< of one cell; a longer one is a fault
};

struct ReadFault {
  std::string sheet;  ///< empty where the file as a whole is concerned
  std::string message_zh, message_en;
};

/// The sheets in the file's order. Numbers read as people write them ("13800138000", "0.5"), days and moments as
/// "2026-11-21" and "2026-11-21 08:30", truth values as "TRUE" and "FALSE".
/// Rejects: no .xlsx, one that is protected by a password, and everything over a limit.
std::expected<std::vector<Table>, ReadFault> read(std::string_view bytes, const ReadLimits& limits = {});

}  // namespace bihuan::spreadsheet
