// Rule: what was ever written can be read for ever. Each file of the corpus is a record as hex text with the JSON view
// that it must still give; a later program may add members to the view, and change none. UPDATE_CORPUS=1 writes the
// files that are missing; it never changes one that is there.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "adapters/codec/events_json.h"
#include "adapters/codec/records.h"
#include "engine/base/value.h"

namespace bihuan::codec {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "tests/adapters/codec/corpus";

std::string hex(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto b = static_cast<unsigned char>(bytes[i]);
    (out += digits[b >> 4]) += digits[b & 15];
    if (i % 48 == 47) out += '\n';
  }
  return out + "\n";
}

std::string from_hex(const std::string& text) {
  std::string bytes, digits;
  for (const char c : text) {
    if (c == '\n') continue;
    digits += c;
    if (digits.size() < 2) continue;
    bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
    digits.clear();
  }
  return bytes;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// `view` has everything that `expected` has.
bool covers(const Json& view, const Json& expected) {
  if (expected.is_object()) {
    if (!view.is_object()) return false;
    for (const auto& [name, value] : expected.items())
      if (!view.contains(name) || !covers(view[name], value)) return false;
    return true;
  }
  if (!expected.is_array()) return view == expected;
  if (!view.is_array() || view.size() != expected.size()) return false;
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!covers(view[i], expected[i])) return false;
  return true;
}

/// The view of a record, by the kind that its file's name begins with.
std::string view(const std::string& file, const std::string& bytes) {
  const std::string kind = file.substr(0, file.find('-'));
  if (kind == "events") return events_json(decode_events(bytes).value(), nullptr);
  if (kind == "command") return command_json(decode_command(bytes).value());
  if (kind == "scope") return scope_json(decode_scope(bytes).value());
  if (kind == "header") return header_json(decode_header(bytes).value());
  if (kind == "variables") return variables_json(decode_variables(bytes).value());
  throw std::runtime_error("no such kind of record: " + file);
}

void keep(const std::string& name, const std::string& bytes) {
  const fs::path record = folder / (name + ".hex");
  if (std::getenv("UPDATE_CORPUS") == nullptr || fs::exists(record)) return;
  std::ofstream(record) << hex(bytes);
  std::ofstream(folder / (name + ".json")) << Json::parse(view(name, bytes)).dump(1) << "\n";
}

// --- what was written in the first format ---------------------------------------------------------------------------

state::Variables all_types() {
  return {{"null", {}},
          {"yes", true},
          {"no", false},
          {"number", *Decimal::parse("-12345678901234567890.50")},
          {"text", "隐患“一事一策”"},
          {"date", Date{2026, 9, 28}},
          {"time", Time{.ns = 34'200'000'000'001, .zone = "Asia/Shanghai"}},
          {"moment", DateTime{{2026, 9, 28}, {.ns = 0, .offset_s = 28'800}}},
          {"days", DaysDuration{-90'000, -5}},
          {"months", MonthsDuration{14}},
          {"list", List{1, "a", List{}}},
          {"context", ContextEntries{{"b", 1}, {"a", ContextEntries{}}}},
          {"range", std::make_shared<const Range>(Range{1, Value(), true, false})}};
}

state::Task task() {
  return {.name = "核实",
          .assignee = "",
          .candidates = {"zhang", "li"},
          .rule = "role community-handler in c-03",
          .form = "hazard-verify",
          .due = Instant{1'790'000'000'000'000},
          .priority = 90,
          .created = Instant{1'780'000'000'000'000}};
}

std::vector<Event> one_of_each() {
  using namespace event;
  const Instant at{1'780'000'000'000'000};
  const state::Job job{.topic = "notify", .due = at, .headers = {{"url", "/x"}}};
  const state::Timer timer{.due = at, .remaining = -1, .cycle = "R/P1D", .calendar = "cn"};
  const state::Incident incident{.id = {30},
                                 .token = {5},
                                 .work = {12},
                                 .element = {4},
                                 .code = "job-failed",
                                 .message_zh = "作业失败",
                                 .message_en = "the job failed",
                                 .expression = "a + b",
                                 .values = {{"a", 1}},
                                 .since = at};
  return {InstanceStarted{{42}, {7}, "区-街道-2026-0001", "占道", "wang", state::Caller{{41}, {9}}, at},
          ScopeOpened{{1}, {}, state::ScopeKind::Process, {0}, {}, 0},
          VariablesSet{{1}, {}, all_types()},
          FlowTaken{{1}, {3}, {2}},
          ElementActivated{{1}, {3}, {4}, {{5}, {6}}, at},
          ElementCompleted{{1}, {3}, {4}},
          ElementTerminated{{1}, {3}, {4}},
          ScopeClosed{{8}, false},
          MultiInstanceStarted{{8}, 3, {1, 2, 3}},
          IterationCompleted{{8}, 2, "同意", Vote::Abstain},
          TaskCreated{{9}, {1}, {3}, {4}, task()},
          TaskClaimed{{9}, "zhang"},
          TaskUnclaimed{{9}},
          TaskTransferred{{9}, "zhang", "li", "出差"},
          TaskCompleted{{9}, {4}, "li", "属实", "已到现场", {{"f-1", "照片.jpg"}}},
          JobCreated{{10}, {1}, {3}, {4}, job},
          JobCompleted{{10}, "w-1"},
          JobFailed{{10}, "w-1", "timeout", 2, at},
          TimerScheduled{{11}, {1}, {3}, {4}, timer},
          TimerFired{{11}, at, -1},
          SubscriptionOpened{{12}, {1}, {}, {4}, {state::SubscriptionKind::Signal, "alarm", ""}},
          SubscriptionTriggered{{12}, "m-1", true},
          CallStarted{{13}, {1}, {3}, {4}, {43}, "joint-meeting", "latest", "", "k", {{"level", 2}}},
          CallCompleted{{13}},
          WorkCancelled{{11}},
          IncidentRaised{{1}, incident},
          IncidentResolved{{1}, {30}},
          DecisionEvaluated{{3}, {4}, "risk", "风险分级", {{"likelihood", 3}}, {"3:r3"}, "重大"},
          ErrorThrown{{4}, {}, "E1", "no"},
          EscalationThrown{{4}, {6}, "late", true, {{"days", 3}}},
          MessageSent{{4}, "transfer", "k-1", "42-31", 3'600'000'000, {}},
          SignalSent{{4}, "alarm", {{"where", "c-03"}}},
          InstanceSuspended{"等待"},
          InstanceResumed{},
          InstanceFailed{"E1", "no", at},
          InstanceCancelled{"重复", at},
          InstanceCompleted{{{"result", true}}, at},
          JobRetried{{10}, 3, at}};
}

state::Scope scope() {
  state::Scope s{.id = {8},
                 .parent = {1},
                 .kind = state::ScopeKind::MultiInstance,
                 .element = {4},
                 .owner = {3},
                 .children = 2,
                 .variables = all_types()};
  s.tokens = {{.id = {3}, .element = {4}, .since = Instant{5}, .locals = {{"dueDate", "x"}}},
              {.id = {4}, .element = {5}, .flow = {6}, .child = {9}}};
  s.work = {{{9}, {3}, {4}, task()},
            {{11}, {}, {5}, state::Timer{.due = Instant{9}}},
            {{13}, {3}, {4}, state::Call{{43}, "joint-meeting"}}};
  s.incidents = {{.id = {30}, .token = {3}, .code = "no-way-out"}};
  s.multi_instance = state::MultiInstance{.planned = 3, .started = 3, .completed = 1, .items = {1, 2}, .pass = 1};
  return s;
}

/// The kinds of events that came with all of BPMN.
std::vector<Event> one_of_each_of_the_second_time() {
  using namespace event;
  const Instant at{1'790'000'000'000'000};
  const state::Continuation continuation{state::ContinuationKind::MoreIterations, at, 2, 5'000'000, 60};
  const state::Compensable compensable{{5}, {4}, {6}, {{"room", "301"}}, 2};
  return {MultiInstanceStarted{{8}, 100, {1, 2}, 64, {9}},
          ConditionOpened{{11}, {1}, {3}, {4}, 1},
          ConditionChanged{{11}, true},
          ConditionMet{{11}, true},
          ContinuationCreated{{12}, {1}, {3}, {4}, continuation},
          ContinuationRun{{12}},
          JobChanged{{12}, at, 3, 70},
          TaskChanged{{13}, "核查", "占道", "li", "wang", 80, true, true, at, at},
          TaskCandidatesSet{{13}, {"li"}, {"grid-worker"}},
          VariablesRemoved{{1}, {3}, {"a", "b"}},
          CompensableAdded{{1}, compensable},
          CompensablesMoved{{1}, {8}, {{5}, {6}}, {7}},
          CompensableRemoved{{8}, {5}},
          CompensationThrown{{4}, {6}},
          GatewayStateSet{{1}, {4}, true, {{2}, {3}}},
          IterationsAdded{{8}, {1, "x"}, {20}},
          IterationSkipped{{8}, 7},
          DataStoreWritten{{4}, "register", Value(5)}};
}

state::Scope scope_of_the_second_time() {
  state::Scope s{.id = {8}, .parent = {1}, .kind = state::ScopeKind::Compensation, .element = {4}, .owner = {3}};
  s.work = {{{11}, {3}, {4}, state::Condition{true}, 2},
            {{12}, {}, {5}, state::Continuation{.kind = state::ContinuationKind::After, .due = Instant{9}}}};
  s.compensables = {{{5}, {4}, {6}, {{"room", "301"}}, 2}};
  s.gateways = {{{4}, {{2}, {3}}}};
  s.multi_instance =
      state::MultiInstance{.planned = 100, .page_size = 64, .first_page = {9}, .more_pages = {{20}}, .page_count = 2};
  return s;
}

TEST(Corpus, RecordsOfEveryTimeAreStillRead) {
  keep("events-2-one-of-each", encode_events(one_of_each_of_the_second_time()));
  keep("scope-2-compensation", encode_scope(scope_of_the_second_time()));
  keep("command-2-modify",
       encode_command(command::ModifyInstance{
           {{command::InstructionKind::StartBefore, "a", {}, {1}, {{"x", 1}}, {{"y", 2}}}}, "改道"}));
  keep("events-1-one-of-each", encode_events(one_of_each()));
  keep("events-1-none", encode_events({}));
  keep("scope-1-multi-instance", encode_scope(scope()));
  keep("variables-1-all-types", encode_variables(all_types()));
  keep("command-1-complete-task",
       encode_command(command::CompleteTask{{9}, "li", "属实", "已到现场", {{"photo", "f-1"}}, {{"f-1", "a.jpg"}}}));
  keep("command-1-start", encode_command(command::StartInstance{{42}, "s", "k", "wang", all_types(), {}}));
  keep("header-1-running", encode_header({.id = {42},
                                          .definition = {7},
                                          .business_key = "k",
                                          .title = "占道",
                                          .initiator = "wang",
                                          .started = Instant{5},
                                          .performers = {{{4}, "li"}},
                                          .next = 31}));
  int records = 0;
  std::set<std::size_t> kinds_of_events;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".hex") continue;
    ++records;
    const std::string name = entry.path().stem();
    const std::string bytes = from_hex(read_file(entry.path()));
    if (name.starts_with("events")) {
      const auto events = decode_events(bytes).value();
      for (const Event& event : events) kinds_of_events.insert(event.index());
    }
    const Json now = Json::parse(view(name, bytes));
    const Json then = Json::parse(read_file(folder / (name + ".json")));
    EXPECT_TRUE(covers(now, then)) << name << "\nnow  " << now << "\nthen " << then;
  }
  EXPECT_GE(records, 7);
  EXPECT_EQ(kinds_of_events.size(), std::variant_size_v<Event>) << "keep a record with the new kind of event, too";
}

}  // namespace
}  // namespace bihuan::codec
