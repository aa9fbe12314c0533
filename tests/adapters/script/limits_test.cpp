// A script can compute and nothing else, for no longer than a moment.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "adapters/script/sandbox.h"
#include "tests/adapters/script/script_case.h"

namespace bihuan::script {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

RunnerSettings hasty() {
  RunnerSettings settings;
  settings.limit = std::chrono::milliseconds(200);
  settings.helpers = 1;
  return settings;
}

/// The line of /proc/<pid>/status that begins so.
std::string status_of(pid_t pid, const std::string& name) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(name + ":")) return line.substr(line.find_first_not_of(" \t", name.size() + 1));
  }
  return {};
}

/// The helpers of this process.
std::vector<pid_t> children() {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    if (status_of(std::stoi(name), "PPid") == std::to_string(getpid())) found.push_back(std::stoi(name));
  }
  return found;
}

std::string fault_of(Runner& runner, std::string source) {
  return runner.run(question(std::move(source))).fault_en;
}

TEST(ScriptLimit, AnEndlessLoopIsStoppedAndTheNextScriptRuns) {
  Runner runner(hasty());
  EXPECT_THAT(fault_of(runner, "while (true) {}"), HasSubstr("within 200 ms"));
  EXPECT_THAT(fault_of(runner, "try { while (true) {} } finally { while (true) {} }"), HasSubstr("within 200 ms"));
  EXPECT_THAT(fault_of(runner, "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')"), HasSubstr("200 ms"));
  EXPECT_THAT(fault_of(runner, "({toJSON: function () { while (true) {} }})"), HasSubstr("within 200 ms"));
  EXPECT_EQ(fault_of(runner, "1"), "");
}

TEST(ScriptLimit, AMemoryBombIsAFault) {
  EXPECT_THAT(result("var s = 'x'; while (true) s += s;"), HasSubstr("memory"));
  EXPECT_THAT(result("var a = []; while (true) a.push([1, 2, 3]);"), HasSubstr("memory"));
  EXPECT_THAT(result("new Uint8Array(1e9)"), HasSubstr("fault"));
  EXPECT_EQ(result("1"), "1");
}

TEST(ScriptLimit, DeepRecursionIsAFault) {
  EXPECT_THAT(result("(function again() { return 1 + again(); })()"), HasSubstr("callstack limit"));
  EXPECT_THAT(result("var s = ''; for (var i = 0; i < 100000; i++) s += '('; eval(s)"), HasSubstr("fault"));
  EXPECT_THAT(result("var o = {}; for (var i = 0; i < 100000; i++) o = {o: o}; o"), HasSubstr("fault"));
}

TEST(ScriptLimit, AnAnswerHasASize) {
  RunnerSettings settings = patient();
  settings.longest = 1000;
  Runner runner(settings);
  EXPECT_THAT(fault_of(runner, "new Array(2000).join('x')"), HasSubstr("at most 1000 bytes"));
  EXPECT_EQ(fault_of(runner, "new Array(500).join('x')"), "");
}

TEST(ScriptLimit, BigValuesGoThrough) {
  const ScriptAnswer answer = run(
      "text += '！'; list.length", R"({"text":")" + std::string(4 << 20, 'x') + R"(","list":[)" + [] {
        std::string items = "0";
        for (int i = 1; i < 100'000; ++i) items += ",1";
        return items;
      }() + "]}");
  EXPECT_EQ(answer.fault_en, "");
  EXPECT_EQ(answer.result, Value(100'000));
  ASSERT_THAT(answer.writes, SizeIs(1));
  EXPECT_EQ(answer.writes[0].second.string()->size(), (4u << 20) + 3);
}

TEST(ScriptRunner, TenThousandScriptsInARow) {
  for (int i = 0; i < 10'000; ++i) {
    ScriptQuestion asked = question("n + 1");
    asked.variables.emplace_back("n", Value(i));
    const ScriptAnswer answer = shared_runner().run(asked);
    ASSERT_EQ(answer.result, Value(i + 1)) << answer.fault_en;
  }
}

TEST(ScriptRunner, AHelperKilledFromOutsideIsStartedAgain) {
  Runner runner(patient());
  const auto others = children();
  ASSERT_EQ(fault_of(runner, "1"), "");
  int killed = 0;
  for (const pid_t pid : children()) {
    if (std::ranges::find(others, pid) != others.end()) continue;
    EXPECT_EQ(kill(pid, SIGKILL), 0);
    ++killed;
  }
  EXPECT_EQ(killed, 1);
  EXPECT_EQ(fault_of(runner, "2"), "");
}

TEST(ScriptRunner, ManyCallersAtOnceGetTheirOwnAnswers) {
  std::vector<std::string> faults(8);
  std::vector<std::thread> callers;
  for (std::size_t caller = 0; caller < faults.size(); ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 100; ++i) {
        const int n = static_cast<int>(caller) * 1000 + i;
        const ScriptAnswer answer = run("n * 2", R"({"n":)" + std::to_string(n) + "}");
        if (answer.result != Value(n * 2)) faults[caller] = "wrong for " + std::to_string(n) + answer.fault_en;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_THAT(faults, Each(IsEmpty()));
}

TEST(ScriptRunner, SaysWhenTheHelperCannotStart) {
  RunnerSettings settings = patient();
  settings.program.path = "/nonexistent/program";
  Runner missing(settings);
  EXPECT_THAT(fault_of(missing, "1"), HasSubstr("No such file"));
  settings.program = {.path = "/bin/true", .arguments = {"true"}};
  Runner other(settings);
  EXPECT_THAT(fault_of(other, "1"), HasSubstr("ended before it was ready"));
}

TEST(ScriptSandbox, TheHelperRunsBehindAFilterWithoutFiles) {
  Runner runner(patient());
  const auto others = children();
  ASSERT_EQ(fault_of(runner, "1"), "");
  int seen = 0;
  for (const pid_t pid : children()) {
    if (std::ranges::find(others, pid) != others.end()) continue;
    ++seen;
    EXPECT_EQ(status_of(pid, "Seccomp"), "2");
    EXPECT_EQ(status_of(pid, "NoNewPrivs"), "1");
    EXPECT_EQ(status_of(pid, "Threads"), "1");
  }
  EXPECT_EQ(seen, 1);
}

TEST(ScriptSandbox, AScriptFindsNoWayOut) {
  EXPECT_EQ(result("[typeof require, typeof process, typeof load, typeof Duktape, typeof XMLHttpRequest, typeof Java]"),
            R"(["undefined","undefined","undefined","undefined","undefined","undefined"])");
}

/// Locks in a child of the test program and does what a broken interpreter might be made to do.
void locked_in(void (*attempt)()) {
  if (!enter_sandbox(0)) _exit(9);
  attempt();
  _exit(0);
}

using ScriptSandboxDeathTest = ::testing::Test;

TEST(ScriptSandboxDeathTest, FilesProcessesAndTheNetworkAreDeath) {
  const auto killed = ::testing::KilledBySignal(SIGSYS);
  EXPECT_EXIT(locked_in([] { (void)open("/etc/passwd", O_RDONLY); }), killed, "");
  EXPECT_EXIT(locked_in([] { (void)fork(); }), killed, "");
  EXPECT_EXIT(locked_in([] { (void)socket(AF_INET, SOCK_STREAM, 0); }), killed, "");
  EXPECT_EXIT(locked_in([] { execl("/bin/true", "true", nullptr); }), killed, "");
  EXPECT_EXIT(locked_in([] { kill(getppid(), SIGTERM); }), killed, "");
  EXPECT_EXIT(locked_in([] { (void)!write(7, "x", 1); }), killed, "");
  EXPECT_EXIT(locked_in([] { (void)unlink("/nowhere"); }), killed, "");
}

TEST(ScriptSandboxDeathTest, ComputingGoesOn) {
  EXPECT_EXIT(locked_in([] { free(malloc(32u << 20)); }), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace bihuan::script
