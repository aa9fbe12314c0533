#include "api/scenario/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "adapters/codec/time.h"
#include "adapters/host/audit.h"
#include "adapters/system/clock.h"
#include "adapters/system/files.h"
#include "api/scenario/expectations.h"
#include "api/scenario/yaml.h"
#include "engine/calendar/period.h"

namespace bihuan::scenario {
namespace {

class Play {
 public:
  Play(std::string path, host::RunScript run_script, Result& result)
      : path_(std::move(path)), run_script_(std::move(run_script)), result_(result) {}
  Play(const Source& source, Result& result) : run_script_(source.run_script), result_(result), source_(&source) {}

  void run() {
    script_ = source_ ? YAML::Load(source_->script) : YAML::LoadFile(path_);
    result_.name = text_of(script_, "name");
    if (!(source_ ? prepare_source() : prepare())) return;
    for (const YAML::Node& step : script_["steps"]) {
      ++result_.steps;
      line_ = line_of(step);
      take(step);
      // What follows a step that failed would only fail because of it.
      if (!result_.problems.empty()) break;
    }
    check_record();
    tell_trace();
  }

 private:
  void fail(std::string message) { result_.problems.push_back({line_, std::move(message)}); }

  void take(const YAML::Node& step) {
    const std::size_t before = result_.problems.size();
    if (source_ && source_->over && source_->over()) fail("运行时间过长，已停止");
    for (const auto& entry : step) {
      if (before == result_.problems.size()) act(entry.first.Scalar(), entry.second);
    }
    Step told{.line = line_, .text = words_of(step), .problems = {}};
    for (std::size_t i = before; i < result_.problems.size(); ++i) told.problems.push_back(result_.problems[i].message);
    result_.told.push_back(std::move(told));
  }

  /// The step in one line, as it is written.
  static std::string words_of(const YAML::Node& step) {
    YAML::Emitter out;
    out << YAML::Flow << step;
    return out.good() ? out.c_str() : "";
  }

  bool prepare_source() {
    const auto now = codec::parse_instant(text_of(script_, "now"));
    if (!now) return fail("缺少虚拟时间 now，例如 2026-09-28T09:00:00+08:00"), false;
    world_ = std::make_unique<World>(*now, source_->organisation, run_script_);
    for (const std::vector<store::FileRow>& files : source_->deployments) {
      for (const std::string& problem : world_->deploy(files)) fail(problem);
      if (!result_.problems.empty()) return false;
    }
    return true;
  }

  std::string beside(const std::string& path) const {
    return (std::filesystem::path(path_).parent_path() / path).lexically_normal();
  }

  bool prepare() {
    const auto now = codec::parse_instant(text_of(script_, "now"));
    if (!now) return fail("缺少虚拟时间 now，例如 2026-09-28T09:00:00+08:00"), false;
    identity::Organisation organisation;
    if (const std::string file = text_of(script_, "organisation"); !file.empty()) {
      const auto json = system::read_file(beside(file));
      if (!json) return fail(json.error()), false;
      auto read = identity::read_organisation(*json);
      if (!read)
        return fail(fmt::format("{}{} {}", file, read.error().front().pointer, read.error().front().message_zh)), false;
      organisation = std::move(*read);
    }
    world_ = std::make_unique<World>(*now, std::move(organisation), run_script_);
    std::vector<std::string> files;
    for (const YAML::Node& pattern : script_["files"]) {
      for (std::string& file : system::matching(beside(pattern.Scalar()))) files.push_back(std::move(file));
    }
    for (const std::string& problem : world_->deploy(files)) fail(problem);
    return result_.problems.empty();
  }

  void act(const std::string& what, const YAML::Node& node) {
    if (what == "start") return start(node);
    if (what == "complete") return complete(node);
    if (what == "claim") return claim(node);
    if (what == "message") return message(node);
    if (what == "signal") return signal(node);
    if (what == "job") return job(node);
    if (what == "cancel") return cancel(node);
    if (what == "advance") return advance(node.Scalar());
    if (what == "until") return until(node.Scalar());
    if (what == "expect") {
      for (Problem& problem : check_expectations(*world_, case_, node)) result_.problems.push_back(std::move(problem));
      return;
    }
    fail("不认识的步骤 " + what);
  }

  /// Carries the request out; `refused: true` in the step says that it must be refused.
  void request(decltype(host::Request::what) what, const std::string& actor, const YAML::Node& node,
               const std::string& words) {
    const auto done = world_->act(std::move(what), actor);
    const bool must_refuse = text_of(node, "refused") == "true";
    if (!done && !must_refuse) fail(fmt::format("{}被拒绝：{}", words, done.error()));
    if (done && must_refuse) fail(words + "本应被拒绝，却成功了");
    if (done && starts_) case_ = *done;
    starts_ = false;
  }

  void start(const YAML::Node& node) {
    starts_ = true;
    const std::string as = text_of(node, "as");
    if (const std::string message = text_of(node, "message"); !message.empty()) {
      return request(
          host::Publish{
              .name = message, .key = expression(text_of(node, "key")), .variables = variables_of(node["variables"])},
          as.empty() ? "system" : as, node, "按消息启动");
    }
    host::Start start{.process = text_of(node, "process")};
    if (start.process.empty()) start.process = text_of(script_, "process");
    start.initiator = as;
    start.variables = variables_of(node["variables"]);
    request(std::move(start), as, node, "启动");
  }

  std::vector<store::TaskRow> open_tasks(const std::string& element) {
    std::vector<store::TaskRow> out;
    for (store::TaskRow& task : world_->store().tasks({.element = element}, {.limit = 1000}).rows)
      out.push_back(std::move(task));
    std::ranges::sort(out, {}, [](const auto& task) { return std::pair(task.instance, task.work); });
    return out;
  }

  static bool fits(const store::TaskRow& task, const YAML::Node& where) {
    if (!where) return true;
    const std::string assignee = text_of(where, "assignee"), candidate = text_of(where, "candidate");
    if (!assignee.empty() && task.assignee != assignee) return false;
    const bool may =
        task.assignee == candidate || std::ranges::find(task.candidates, candidate) != task.candidates.end();
    return candidate.empty() || may;
  }

  std::optional<store::TaskRow> find_task(const YAML::Node& node) {
    const std::string element = text_of(node, "task");
    std::vector<store::TaskRow> open = open_tasks(element);
    std::erase_if(open, [&](const auto& task) { return !fits(task, node["where"]); });
    const std::size_t nth = node["nth"] ? node["nth"].as<std::size_t>() : 1;
    if (nth >= 1 && nth <= open.size()) return open[nth - 1];
    fail(fmt::format("没有第 {} 个待办 {}", nth, element));
    return std::nullopt;
  }

  void complete(const YAML::Node& node) {
    const auto task = find_task(node);
    if (!task) return;
    command::CompleteTask command{
        .task = task->work, .person = text_of(node, "as"), .outcome = text_of(node, "outcome")};
    command.opinion = text_of(node, "opinion");
    command.variables = variables_of(node["variables"]);
    for (const YAML::Node& file : node["attachments"]) command.attachments.push_back({"scenario", file.Scalar()});
    request(host::Tell{task->instance, std::move(command)}, text_of(node, "as"), node, "办理 " + task->element);
  }

  void claim(const YAML::Node& node) {
    const auto task = find_task(node);
    if (!task) return;
    request(host::Tell{task->instance, command::ClaimTask{task->work, text_of(node, "as")}}, text_of(node, "as"), node,
            "签收 " + task->element);
  }

  void message(const YAML::Node& node) {
    host::Publish publish{.name = text_of(node, "name"), .key = expression(text_of(node, "key"))};
    publish.variables = variables_of(node["variables"]);
    if (node["ttl"]) {
      const auto period = calendar::parse_period(text_of(node, "ttl"));
      publish.time_to_live_us = period ? period->us + period->days * 86'400 * us_per_second : 0;
    }
    request(std::move(publish), actor_of(node), node, "消息 " + text_of(node, "name"));
  }

  void signal(const YAML::Node& node) {
    request(host::Broadcast{text_of(node, "name"), variables_of(node["variables"])}, actor_of(node), node,
            "信号 " + text_of(node, "name"));
  }

  static std::string actor_of(const YAML::Node& node) {
    const std::string as = text_of(node, "as");
    return as.empty() ? "system" : as;
  }

  void job(const YAML::Node& node) {
    const std::string topic = text_of(node, "topic");
    auto jobs = world_->store().lease_jobs(
        {.kind = store::JobKind::External, .topics = {topic}, .owner = "scenario", .limit = 1});
    if (jobs.empty()) return fail("没有主题为 " + topic + " 的外部任务");
    const store::JobRow& job = jobs.front();
    Command command = command::CompleteJob{job.work, actor_of(node), variables_of(node["variables"])};
    if (const YAML::Node error = node["error"]) {
      command = command::ThrowJobError{job.work, actor_of(node), text_of(error, "code"), text_of(error, "message"),
                                       variables_of(error["variables"])};
    } else if (node["fail"]) {
      command = command::FailJob{job.work, actor_of(node), text_of(node, "fail"), 0, 0};
    }
    request(host::Tell{job.instance, std::move(command)}, actor_of(node), node, "外部任务 " + topic);
  }

  void cancel(const YAML::Node& node) {
    request(host::Tell{case_, command::CancelInstance{text_of(node, "reason")}}, actor_of(node), node, "撤销");
  }

  void advance(const std::string& text) {
    const auto period = calendar::parse_period(text);
    const auto moment = period ? calendar::add(world_->now(), *period, "Asia/Shanghai", system::zones()) : std::nullopt;
    if (!moment) return fail("不认识的时长 " + text);
    world_->until(*moment);
  }

  void until(const std::string& text) {
    const auto moment = codec::parse_instant(text);
    if (!moment || *moment < world_->now()) return fail("时刻无效或早于当前虚拟时间 " + text);
    world_->until(*moment);
  }

  /// "=expression" over the variables of the case and its businessKey; anything else is itself.
  std::string expression(const std::string& text) {
    if (!text.starts_with('=')) return text;
    state::Variables variables = world_->variables(case_);
    if (const auto loaded = world_->store().load({case_}); !loaded.empty()) {
      variables.emplace_back("businessKey", Value(loaded.front().row.business_key));
    }
    const auto parsed = feel::parse_expression(text.substr(1));
    if (!parsed) return fail("表达式写错了：" + text), "";
    const auto outcome =
        parsed->evaluate(feel::variables_of(variables), {world_->now(), &system::zones(), "Asia/Shanghai"});
    if (!outcome || !outcome->value.string()) return fail("表达式没有得到文字：" + text), "";
    return *outcome->value.string();
  }

  /// Every scenario also proves the record: chain, replay, stored state.
  void check_record() {
    if (!world_) return;
    for (const host::Finding& finding : host::verify_all(world_->store()).findings) {
      fail(fmt::format("记录校验：{} 第 {} 条 {}", finding.instance.n, finding.seq, finding.message_zh));
    }
  }

  void tell_trace() {
    if (!world_) return;
    for (const auto& happened : world_->happened()) {
      if (!happened.definition) continue;
      const auto id = [&](ElementIndex i) { return i ? happened.definition->at(i).id : std::string("-"); };
      if (const auto* done = std::get_if<event::ElementCompleted>(&happened.event)) {
        result_.trace.push_back(happened.definition->process_id + ": " + id(done->element));
      } else if (const auto* raised = std::get_if<event::IncidentRaised>(&happened.event)) {
        result_.trace.push_back(fmt::format("{}: 异常 {} {} {} {}", happened.definition->process_id,
                                            id(raised->incident.element), raised->incident.code,
                                            raised->incident.message_zh, raised->incident.expression));
      }
    }
  }

  std::string path_;
  host::RunScript run_script_;
  Result& result_;
  const Source* source_ = nullptr;  ///< none: the script is a file
  YAML::Node script_;
  std::unique_ptr<World> world_;
  InstanceId case_;
  bool starts_ = false;
  int line_ = 0;
};

void play(Play play, Result& result) {
  try {
    play.run();
  } catch (const YAML::Exception& error) {
    result.problems.push_back({error.mark.line + 1, "剧本无法读取：" + error.msg});
  }
}

}  // namespace

Result run(const std::string& path, host::RunScript run_script) {
  Result result;
  result.file = path;
  play(Play(path, std::move(run_script), result), result);
  return result;
}

Result run(const Source& source) {
  Result result;
  result.file = source.name;
  play(Play(source, result), result);
  return result;
}

}  // namespace bihuan::scenario
