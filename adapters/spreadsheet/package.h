// Decides how the parts of an .xlsx file are taken out of its archive, no byte more than was allowed. It does not know
// what the parts mean.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/definitions/xml.h"
#include "adapters/spreadsheet/reader.h"

struct zip;

namespace bihuan::spreadsheet {

class Package {
 public:
  /// Requires: `bytes` and `limits` outlive the package.
  static std::expected<Package, ReadFault> open(std::string_view bytes, const ReadLimits& limits);

  bool has(const std::string& path) const;
  /// Unpacked and read. Rejects: no such part, one that is larger than allowed (counted while unpacking, whatever the
  /// archive says), one that is locked, damaged or no XML.
  std::expected<definitions::XmlDocument, ReadFault> part(const std::string& path);

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  Package(zip* archive, const ReadLimits& limits) : archive_(archive), limits_(&limits) {}
  std::expected<std::string, ReadFault> unpack(const std::string& path);

  std::unique_ptr<zip, Close> archive_;
  const ReadLimits* limits_;
  std::size_t unpacked_ = 0;
};

/// `target` of a relationship of the part `from`, as a path inside the archive: "../x.xml" and "/xl/x.xml" resolved.
std::string resolved(std::string_view from, std::string_view target);

}  // namespace bihuan::spreadsheet
