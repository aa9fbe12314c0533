// Decides that what the house itself ships is readable: each BPMN, DMN, form and calendar file under processes/.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/definitions/calendar_reader.h"
#include "adapters/definitions/dmn_reader.h"
#include "adapters/definitions/form_reader.h"
#include "adapters/definitions/kind.h"
#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

namespace fs = std::filesystem;

std::string faults_of(const std::string& name, const std::string& bytes) {
  switch (kind_of(name, bytes)) {
    case FileKind::Bpmn: {
      const auto model = read_bpmn(bytes, name);
      if (!model) return told(model.error());
      std::string unsupported;
      for (const auto& process : model->processes) {
        for (const auto& u : process.unsupported) unsupported += u.message_zh;
      }
      return unsupported + told(model->warnings);
    }
    case FileKind::Dmn: {
      const auto model = read_dmn(bytes, name);
      return model ? "" : told(model.error());
    }
    case FileKind::Form: {
      const auto form = read_form(bytes, name);
      return form ? "" : told(form.error());
    }
    case FileKind::Calendar: {
      const auto calendar = read_calendar(bytes, name);
      return calendar ? "" : told(calendar.error());
    }
    case FileKind::Unknown:
      return "";
  }
  return "";
}

TEST(HouseFiles, AreReadWithoutAWord) {
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "processes";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "skipped: no processes";
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_EQ(faults_of(entry.path().filename().string(), text.str()), "") << entry.path();
  }
}

}  // namespace
}  // namespace bihuan::definitions
