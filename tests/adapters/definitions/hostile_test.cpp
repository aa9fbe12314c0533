// Decides that no input crashes a reader, is refused without a reason, or makes a model much larger than itself.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/adapters/definitions/bpmn_text_of.h"
#include "tests/adapters/definitions/fuzz_one.h"

namespace bihuan::definitions {
namespace {

const std::string seeds[] = {
    bpmn_file(
        R"(<message id="m" name="n"/><process id="p" isExecutable="true"><startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>
<sequenceFlow id="f" sourceRef="s" targetRef="t"><conditionExpression>a &lt; 1</conditionExpression></sequenceFlow>
<userTask id="t"><extensionElements><bihuan:assignment kind="role" role="r"/><bihuan:work outcomes="a,b"/></extensionElements>
<multiInstanceLoopCharacteristics bihuan:collection="=x"/></userTask><subProcess id="q"><task id="u"/></subProcess></process>)"),
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"><decision id="d" name="D"><decisionTable hitPolicy="FIRST">
<input><inputExpression><text>x</text></inputExpression></input><output/><rule><inputEntry><text>1</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision></definitions>)",
    R"({"id":"f","components":[{"type":"group","path":"p","components":[{"type":"select","key":"k","values":[{"value":1.5}]}]}]})",
    R"({"id":"c","zone":"UTC","week":{"mon":["09:00-12:00"]},"holidays":{"2026-10-01":"x"}})",
};

TEST(Hostile, RandomDamageIsReadOrRefusedWithAReason) {
  std::mt19937 random(20261001);
  for (const std::string& seed : seeds) {
    ASSERT_TRUE(fuzz_one(seed));
    for (int round = 0; round < 1000; ++round) {
      std::string damaged = seed;
      const int times = 1 + static_cast<int>(random() % 4);
      for (int i = 0; i < times && !damaged.empty(); ++i) {
        const std::size_t at = random() % damaged.size();
        switch (random() % 4) {
          case 0:
            damaged[at] = static_cast<char>(random());
            break;
          case 1:
            damaged.erase(at, random() % 20);
            break;
          case 2:
            damaged.insert(at, damaged.substr(random() % damaged.size(), random() % 40));
            break;
          default:
            damaged[at] = "<>&\"'=/!{}[]:,"[random() % 14];
        }
      }
      ASSERT_TRUE(fuzz_one(damaged)) << damaged;
    }
  }
}

std::string code_of(const std::string& body) {
  const auto found = read_bad(body);
  return found.empty() ? "" : found[0].code;
}

std::string many(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Hostile, TextsThatReferencesWouldMultiplyAreBounded) {
  const std::string large(60'000, 'x');
  EXPECT_EQ(code_of("<process id=\"" + large + "\">" + many("<task/>", 1000) + "</process>"), "text-too-long");
  EXPECT_EQ(code_of("<message id=\"m\" name=\"" + large + "\"/><process id=\"p\"/>"), "text-too-long");
  EXPECT_EQ(code_of("<process id=\"p\" bihuan:calendar=\"" + large + "\"/>"), "text-too-long");
  EXPECT_EQ(code_of("<process id=\"p\"><laneSet><lane><extensionElements><bihuan:assignment kind=\"person\" person=\"" +
                    large + "\"/></extensionElements></lane></laneSet></process>"),
            "text-too-long");
  EXPECT_EQ(code_of("<process id=\"p\"><potentialOwner><resourceAssignmentExpression><formalExpression>" + large +
                    "</formalExpression></resourceAssignmentExpression></potentialOwner></process>"),
            "text-too-long");
  EXPECT_EQ(code_of("<conditionalEventDefinition id=\"c\"><condition>" + large +
                    "</condition></conditionalEventDefinition><process id=\"p\"/>"),
            "text-too-long");
  EXPECT_EQ(code_of("<process id=\"p\">" + many("<property/>", 5001) + "</process>"), "too-many-elements");
  EXPECT_EQ(code_of(many("<process/>", 1001)), "too-many-elements");
  EXPECT_EQ(code_of("<process id=\"p\">" + many("<task/>", 20'001) + "</process>").substr(0, 8), "too-many");
}

TEST(Hostile, UnsupportedElementsMakeAShortList) {
  const auto process = read_process_of("<task id=\"t\" name=\"" + std::string(1900, 'n') + "\">" +
                                       many("<unheardOf/>", 100'000) + "</task>");
  ASSERT_EQ(process.unsupported.size(), 201u);
  EXPECT_LT(process.unsupported[0].message_zh.size(), 500u);
}

TEST(Hostile, RepetitionsCostLinearTime) {
  const auto found = read_bad("<process id=\"p\"><userTask id=\"t\"><extensionElements>" +
                              many("<bihuan:input source=\"\" target=\"x\"/>", 90'000) +
                              many("<bihuan:work/>", 90'000) + "</extensionElements></userTask></process>");
  EXPECT_EQ(found.size(), 201u);
  const auto foreign = read_ok("<process id=\"p\"><userTask id=\"t\"><extensionElements>" +
                               many("<camunda:a/>", 90'000) + "</extensionElements></userTask></process>");
  EXPECT_EQ(foreign.warnings.size(), 1u);
  const auto fields = read_ok("<process id=\"p\"><startEvent id=\"t\"><extensionElements><camunda:formData>" +
                              many("<camunda:formField id=\"f\"/>", 90'000) +
                              "</camunda:formData></extensionElements></startEvent></process>");
  EXPECT_EQ(fields.processes[0].variables.size(), 1u);
}

}  // namespace
}  // namespace bihuan::definitions
