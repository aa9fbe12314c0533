// Decides that the 21 reference models of the BPMN Model Interchange Working Group are read with nothing lost: what a
// plain text search counts is in the model, or is named as unsupported.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "adapters/definitions/bpmn_reader.h"
#include "tests/adapters/definitions/bpmn_text_of.h"

namespace bihuan::definitions {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> models() {
  std::vector<fs::path> found;
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "../shared/corpora/bpmn-miwg";
  if (!fs::is_directory(folder)) return found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".bpmn") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Ids of tags with these names, found without any XML library.
std::multiset<std::string> ids_of(const std::string& text, const std::string& names) {
  const std::regex tag("<(?:[A-Za-z0-9_]+:)?(?:" + names + ")\\s([^>]*)>");
  const std::regex id("(?:^|\\s)id=\"([^\"]*)\"");
  std::multiset<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), tag), end; it != end; ++it) {
    const std::string attributes = (*it)[1];
    std::smatch match;
    if (std::regex_search(attributes, match, id)) found.insert(match[1]);
  }
  return found;
}

constexpr const char* flow_node_names =
    "task|userTask|manualTask|serviceTask|sendTask|receiveTask|scriptTask|businessRuleTask|subProcess|transaction|"
    "adHocSubProcess|callActivity|exclusiveGateway|parallelGateway|inclusiveGateway|complexGateway|eventBasedGateway|"
    "startEvent|intermediateCatchEvent|intermediateThrowEvent|boundaryEvent|endEvent";

TEST(Miwg, NothingIsLost) {
  const auto files = models();
  if (files.empty()) GTEST_SKIP() << "skipped: no corpora";
  EXPECT_EQ(files.size(), 21u);
  for (const auto& path : files) {
    SCOPED_TRACE(path.filename().string());
    const std::string text = content(path);
    const auto model = read_bpmn(text, path.filename().string());
    if (!model) {
      ADD_FAILURE() << told(model.error());
      continue;
    }
    std::multiset<std::string> nodes, flows;
    std::set<std::string> unsupported_nodes;
    for (const auto& process : model->processes) {
      for (std::size_t i = 1; i < process.elements.size(); ++i) nodes.insert(process.elements[i].id);
      for (const auto& flow : process.flows) flows.insert(flow.id);
      for (const auto& u : process.unsupported) unsupported_nodes.insert(u.element_id);
      if (std::getenv("BIHUAN_SHOW_UNSUPPORTED")) {
        for (const auto& u : process.unsupported)
          std::cout << path.filename().string() << ":" << u.where.line << " " << u.message_zh << " " << u.message_en
                    << "\n";
      }
    }
    EXPECT_EQ(flows, ids_of(text, "sequenceFlow"));
    for (const std::string& id : ids_of(text, flow_node_names)) {
      EXPECT_TRUE(nodes.contains(id) || unsupported_nodes.contains(id)) << id;
    }
    for (const std::string& id : nodes) EXPECT_EQ(nodes.count(id), 1u) << id;
  }
}

}  // namespace
}  // namespace bihuan::definitions
