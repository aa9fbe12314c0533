// The steps of the life and what each leaves behind (story.h).
#include "tests/simulation/story.h"

#include "adapters/codec/ids.h"
#include "adapters/host/audit.h"
#include "adapters/system/clock.h"
#include "tests/adapters/host/fixture.h"

namespace bihuan::simulation {
namespace {

using host::test::bpmn;
using host::test::flow;

std::string around(const std::string& process, const std::string& middle) {
  return bpmn(
      process,
      "<bpmn:startEvent id=\"s\"/><bpmn:endEvent id=\"e\"/>" + middle + flow("f1", "s", "M") + flow("f2", "M", "e"),
      R"(<bpmn:message id="msg" name="paid"/>)");
}

std::vector<store::FileRow> files() {
  const std::string timer =
      "<bpmn:intermediateCatchEvent id=\"M\"><bpmn:timerEventDefinition><bpmn:timeDuration>PT0S</bpmn:timeDuration>"
      "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>";
  const std::string message =
      "<bpmn:intermediateCatchEvent id=\"M\"><bpmn:extensionElements><bihuan:message correlationKey=\"=key\"/>"
      "</bpmn:extensionElements><bpmn:messageEventDefinition messageRef=\"msg\"/></bpmn:intermediateCatchEvent>";
  return {{"task.bpmn", "", around("story-task", host::test::user_task("M", R"(=["ann", "bob"])"))},
          {"timer.bpmn", "", around("story-timer", timer)},
          {"message.bpmn", "", around("story-message", message)}};
}

host::Start start(const char* process, const std::string& key) {
  return {.process = process, .initiator = "ann", .variables = {{"key", Value(key)}}};
}

/// The steps, as `done_` counts them.
enum : std::size_t { Deployed, TaskStarted, Claimed, Completed, TimerStarted, TimerFired, Kept, Waiting, Reached };

}  // namespace

void Story::boot(store::Store& store, std::function<Instant()> clock) {
  stop();
  store_ = &store;
  catalogue_ = std::make_unique<host::Catalogue>(store);
  host_ = std::make_unique<host::Host>(
      host::HostSettings{}, store, *catalogue_, [](const Lookup&) { return std::vector<std::string>(); },
      &system::zones(), std::move(clock));
}

void Story::stop() {
  host_.reset();
  catalogue_.reset();
}

bool Story::go_on() {
  while (!over()) {
    if (!go_on_a_step()) return false;
  }
  return true;
}

bool Story::go_on_a_step() {
  try {
    if (!take(done_)) return false;
  } catch (const store::Unavailable&) {
    return false;
  }
  ++done_;
  return true;
}

bool Story::take(std::size_t step) {
  switch (step) {
    case Deployed:
      return deploy();
    case TaskStarted:
      return ask(start("story-task", key("task")), "start task");
    case Claimed:
      return tell_task(false);
    case Completed:
      return tell_task(true);
    case TimerStarted:
      return ask(start("story-timer", key("timer")), "start timer");
    case TimerFired:
      return fire_timers();
    case Kept:
      return ask(host::Publish{.name = "paid", .key = key("message"), .time_to_live_us = 3600 * us_per_second}, "send");
    case Waiting:
      return ask(start("story-message", key("message")), "start message");
    default:
      return ask(start("story-message", key("second")), "start second") &&
             ask(host::Publish{.name = "paid", .key = key("second")}, "send second");
  }
}

bool Story::deploy() {
  host::Deployer deployer(*store_, *catalogue_, &system::zones());
  const auto deployed = deployer.deploy_if_changed({.name = "story", .by = "test", .files = files()});
  return deployed.has_value();
}

bool Story::ask(decltype(host::Request::what) what, const std::string& key_of) {
  int status = 0;
  host::Request request{.what = std::move(what), .actor = "ann", .request_id = name_ + " " + key_of};
  request.once = host::Once{request.request_id, key_of};
  request.render = [](const host::Ran& ran) -> host::Rendered {
    if (!ran.failure) return {200, codec::text(ran.instance)};
    return {ran.failure->code == host::FailureCode::Unavailable ? 503 : 409, ran.failure->message_en};
  };
  request.answer = [&status](const host::Rendered& rendered) { status = rendered.status; };
  host_->ask(std::move(request));
  while (host_->turn()) {
  }
  return status == 200;
}

bool Story::tell_task(bool complete) {
  const auto found = cases(*store_, "task");
  if (found.empty()) return false;
  const auto tasks = store_->tasks({.instance = found[0].id, .status = std::nullopt}, {}).rows;
  if (tasks.empty()) return false;
  const WorkId task = tasks[0].work;
  const Command command = complete ? Command(command::CompleteTask{.task = task, .person = "ann"})
                                   : Command(command::ClaimTask{task, "ann"});
  return ask(host::Tell{found[0].id, command}, complete ? "complete" : "claim");
}

/// Acknowledged when the case that waits for it has ended.
bool Story::fire_timers() {
  host_->fire_due();
  while (host_->turn()) {
  }
  const auto found = cases(*store_, "timer");
  return found.size() == 1 && found[0].status == state::Status::Completed;
}

std::vector<store::InstanceRow> Story::cases(store::Store& store, const char* of) const {
  return store.instances({.business_key = key(of)}, {}).rows;
}

void Story::expect_case(store::Store& store, std::size_t step, const char* of, bool ended,
                        std::vector<std::string>& faults) const {
  const auto found = cases(store, of);
  if (found.size() > 1) faults.push_back(std::string("two effects of one start: ") + of);
  if (done_ <= step) return;
  if (found.empty()) return faults.push_back(std::string("lost: the case of ") + of);
  if (ended && found[0].status != state::Status::Completed) faults.push_back(std::string("lost: the end of ") + of);
}

std::vector<std::string> Story::faults(store::Store& store) const {
  std::vector<std::string> faults = own_faults(store);
  for (const host::Finding& finding : host::verify_all(store).findings)
    faults.push_back("audit: " + finding.message_en);
  return faults;
}

std::vector<std::string> Story::own_faults(store::Store& store) const {
  std::vector<std::string> faults;
  if (done_ > Deployed && store.definitions().size() < 3) faults.push_back("lost: the deployment");
  expect_case(store, TaskStarted, "task", done_ > Completed, faults);
  expect_case(store, TimerStarted, "timer", done_ > TimerFired, faults);
  expect_case(store, Waiting, "message", true, faults);
  expect_case(store, Reached, "second", true, faults);
  if (done_ > Claimed) {
    const auto tasks = store.tasks({.business_key = key("task"), .status = std::nullopt}, {}).rows;
    if (tasks.size() != 1 || tasks[0].assignee != "ann") faults.push_back("lost: the claim");
    if (done_ > Completed && (tasks.size() != 1 || tasks[0].ended_by != "ann"))
      faults.push_back("lost: the completion");
  }
  return faults;
}

}  // namespace bihuan::simulation
