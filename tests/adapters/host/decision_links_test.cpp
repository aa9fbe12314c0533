// Deployed models that import others: found beside them or deployed before, and fixed from then on.
#include "adapters/host/decision_links.h"

#include "adapters/store/memory_store.h"
#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

std::string dmn_file(const std::string& id, const std::string& content) {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"" + id + "\" name=\"" + id +
         "\" namespace=\"urn:" + id + "\">" + content + "</definitions>";
}

std::string base(const std::string& value) {
  return dmn_file("base", "<decision id=\"rate\" name=\"rate\"><literalExpression><text>" + value +
                              "</text></literalExpression></decision>");
}

const std::string fee = dmn_file(
    "fee",
    "<import name=\"b\" namespace=\"urn:base\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/><decision "
    "id=\"fee\" name=\"fee\"><informationRequirement><requiredDecision "
    "href=\"urn:base#rate\"/></informationRequirement><literalExpression><text>b.rate * "
    "10</text></literalExpression></decision>");

class DecisionLinks : public ::testing::Test {
 protected:
  bool deploy(std::vector<store::FileRow> files) {
    Deployer deployer(store, catalogue, &system::zones());
    const auto deployed = deployer.deploy({.name = "decisions", .by = "test", .files = std::move(files)});
    if (!deployed)
      for (const auto& one : deployed.error().diagnostics) said += one.message_en + "\n";
    return deployed.has_value();
  }

  std::string answer(const Catalogue& from) const {
    const auto known = from.now();
    const KnownDecisions* model = known->decision("fee", "latest", 0);
    if (model == nullptr) return "unknown";
    const auto result = dmn::evaluate(*model->decisions, "fee", {}, {{0}, nullptr, {}, {}});
    return result && result->value.number() != nullptr ? result->value.number()->text() : "null";
  }

  store::MemoryStore store{[] { return Instant{1'790'000'000'000'000}; }};
  Catalogue catalogue{store};
  std::string said;
};

TEST_F(DecisionLinks, AnImportIsFoundInTheSameDeployment) {
  ASSERT_TRUE(deploy({{"fee.dmn", "", fee}, {"base.dmn", "", base("3")}})) << said;
  EXPECT_EQ(answer(catalogue), "30");
}

TEST_F(DecisionLinks, AnImportDeployedBeforeIsFixedWhenItsUserIsDeployed) {
  ASSERT_TRUE(deploy({{"base.dmn", "", base("3")}})) << said;
  ASSERT_TRUE(deploy({{"fee.dmn", "", fee}})) << said;
  EXPECT_EQ(answer(catalogue), "30");
  ASSERT_TRUE(deploy({{"base.dmn", "", base("5")}})) << said;
  EXPECT_EQ(answer(catalogue), "30");
  EXPECT_EQ(answer(Catalogue(store)), "30");  // another node, or this one after a restart
  ASSERT_TRUE(deploy({{"fee.dmn", "", fee}})) << said;
  EXPECT_EQ(answer(catalogue), "50");
}

TEST_F(DecisionLinks, AMissingImportIsRefusedWithTheLine) {
  EXPECT_FALSE(deploy({{"fee.dmn", "", fee}}));
  EXPECT_TRUE(said.find("urn:base") != std::string::npos) << said;
}

TEST_F(DecisionLinks, ACopyOfAnImportIsNoChangeOfTheFiles) {
  ASSERT_TRUE(deploy({{"base.dmn", "", base("3")}})) << said;
  Deployer deployer(store, catalogue, &system::zones());
  const DeploymentRequest request{.name = "fees", .by = "test", .files = {{"fee.dmn", "", fee}}};
  const auto first = deployer.deploy_if_changed(request);
  const auto second = deployer.deploy_if_changed(request);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->row.id, second->row.id);
}

TEST_F(DecisionLinks, WarningsAreToldByACheck) {
  const Checked checked =
      Deployer(store, catalogue, &system::zones())
          .check({{"t.dmn", "", dmn_file("t", R"(<inputData id="i" name="x"/><decision id="d" name="D">
<informationRequirement><requiredInput href="#i"/></informationRequirement><decisionTable><input><inputExpression
typeRef="number"><text>x</text></inputExpression></input><output/><rule><inputEntry><text>&gt; 5</text></inputEntry>
<outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>)")}});
  EXPECT_TRUE(checked.ok());
  ASSERT_EQ(checked.diagnostics.size(), 1u);
  EXPECT_EQ(checked.diagnostics[0].code, "table-gap");
  EXPECT_EQ(checked.diagnostics[0].message_zh, "决策表“D”：x <= 5 时没有规则");
  EXPECT_EQ(checked.diagnostics[0].where.line, 1);
}

}  // namespace
}  // namespace bihuan::host::test
