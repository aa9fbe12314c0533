// The checker refuses every wrong history of corpus/, each for its reason, and takes the sound ones; so does its twin.
#include "tests/history/history.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/history/lines.h"

namespace bihuan::history {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "tests/history";

std::string content(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> corpus() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "corpus")) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// The rules that found something; "ok" for none.
std::string verdict(const std::string& text) {
  const auto history = read_lines(text);
  if (!history) return history.error();
  std::set<std::string> rules;
  for (const Fault& fault : faults(*history)) rules.insert(fault.rule);
  std::string words;
  for (const std::string& rule : rules) words += (words.empty() ? "" : " ") + rule;
  return words.empty() ? "ok" : words;
}

std::string expected(const std::string& text) {
  const std::string mark = "# expect: ";
  return text.substr(mark.size(), text.find('\n') - mark.size());
}

class Corpus : public testing::TestWithParam<fs::path> {};
INSTANTIATE_TEST_SUITE_P(, Corpus, testing::ValuesIn(corpus()),
                         [](const auto& info) { return info.param.stem().string(); });

TEST_P(Corpus, HasTheVerdictThatItSays) {
  const std::string text = content(GetParam());
  EXPECT_EQ(verdict(text), expected(text));
}

TEST_P(Corpus, HasTheSameVerdictWrittenAndReadAgain) {
  const std::string text = content(GetParam());
  const auto history = read_lines(text);
  ASSERT_TRUE(history);
  EXPECT_EQ(verdict(written(*history)), expected(text));
}

TEST_P(Corpus, HasTheSameVerdictFromTheTwin) {
  const std::string text = content(GetParam());
  const std::string command = "python3 " + (folder / "history.py").string() + " " + GetParam().string();
  FILE* pipe = popen(command.c_str(), "r");
  ASSERT_TRUE(pipe);
  std::string out;
  for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) out += static_cast<char>(c);
  const int status = pclose(pipe);
  const auto mine = faults(*read_lines(text));
  std::string wanted;
  for (const Fault& fault : mine) wanted += fault.rule + " " + fault.text + "\n";
  EXPECT_EQ(out, wanted);
  EXPECT_EQ(status == 0, mine.empty());
}

}  // namespace

TEST(History, TheCorpusHoldsEveryRule) {
  std::set<std::string> rules;
  for (const fs::path& file : corpus()) rules.insert(expected(content(file)));
  EXPECT_THAT(rules, testing::UnorderedElementsAre("ok", "gap", "lost", "twice", "order", "claim"));
}

TEST(History, ALineThatIsNoneIsNamed) {
  EXPECT_THAT(read_lines("\n{\"op\":\"entry\"}").error(), testing::StartsWith("line 2"));
  EXPECT_THAT(read_lines("{\"op\":\"guess\"}").error(), testing::HasSubstr("guess"));
  EXPECT_THAT(read_lines("{\"op\":\"write\",\"begin\":1,\"answer\":\"maybe\"}").error(), testing::HasSubstr("maybe"));
}

}  // namespace bihuan::history
