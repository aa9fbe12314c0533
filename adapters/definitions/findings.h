// Decides how a reader collects what it has to say about one file: errors and warnings, sorted by line, bounded in
// number. It does not decide what is an error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/definitions/xml_scan.h"
#include "engine/definition/model.h"

namespace bihuan::definitions {

using definition::Diagnostic;
using definition::Severity;

class Findings {
 public:
  explicit Findings(std::string_view file) : file_(file) {}

  void error(Where where, std::string_view element_id, std::string_view code, std::string zh, std::string en) {
    add(Severity::Error, where, element_id, code, std::move(zh), std::move(en));
  }
  void warning(Where where, std::string_view element_id, std::string_view code, std::string zh, std::string en) {
    add(Severity::Warning, where, element_id, code, std::move(zh), std::move(en));
  }
  std::size_t size() const { return found_.size() + left_out_; }
  bool has_errors() const { return errors_ > 0; }
  /// All findings by line; those of one line in the order they were made.
  std::vector<Diagnostic> take();

 private:
  void add(Severity severity, Where where, std::string_view element_id, std::string_view code, std::string zh,
           std::string en);

  std::string file_;
  std::vector<Diagnostic> found_;
  std::size_t errors_ = 0, left_out_ = 0;
};

/// The one diagnostic of a file that is no readable XML.
Diagnostic diagnostic_of(const XmlFault& fault, std::string_view file);

}  // namespace bihuan::definitions
