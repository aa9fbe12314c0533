#include "adapters/host/deployer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "adapters/definitions/bpmn_reader.h"
#include "adapters/definitions/calendar_reader.h"
#include "adapters/definitions/dmn_reader.h"
#include "adapters/definitions/form_reader.h"
#include "adapters/definitions/kind.h"
#include "adapters/host/decision_links.h"
#include "adapters/host/start_timer.h"
#include "engine/definition/compile.h"
#include "engine/definition/starts.h"
#include "engine/dmn/analysis.h"

namespace bihuan::host {
namespace {

using definition::Diagnostic;
using definition::Severity;

const std::string* constant(const definition::Expr& expr) {
  return expr.is_computed() ? nullptr : expr.constant().string();
}

class Check {
 public:
  Check(const std::vector<store::FileRow>& files, std::shared_ptr<const Snapshot> known, const ZoneOffset& zones,
        Instant now, bool alone)
      : known_(std::move(known)), zones_(zones), now_(now), alone_(alone) {
    out_.files = files;
  }

  Checked run() {
    for (store::FileRow& file : out_.files) read(file);
    link_decisions();
    for (const auto& [process, file] : processes_) cross_check(*process, file);
    std::ranges::stable_sort(out_.diagnostics, {}, [](const Diagnostic& d) { return std::pair(d.file, d.where.line); });
    return std::move(out_);
  }

 private:
  void add(Severity severity, const std::string& file, definition::Where where, const std::string& element,
           std::string code, std::string zh, std::string en) {
    out_.diagnostics.push_back({severity, file, where, element, std::move(code), std::move(zh), std::move(en)});
  }
  void error(const std::string& file, definition::Where where, const std::string& element, std::string code,
             std::string zh, std::string en) {
    add(Severity::Error, file, where, element, std::move(code), std::move(zh), std::move(en));
  }
  void append(const std::vector<Diagnostic>& more) {
    out_.diagnostics.insert(out_.diagnostics.end(), more.begin(), more.end());
  }

  void read(store::FileRow& file) {
    const definitions::FileKind kind = definitions::kind_of(file.name, file.bytes);
    file.kind = definitions::name_of(kind);
    if (!names_.insert(file.name).second) {
      error(file.name, {}, "", "duplicate-file", "同名文件出现两次",
            "Expected unique file names, but this one stands twice");
    }
    switch (kind) {
      case definitions::FileKind::Bpmn:
        return read_processes(file);
      case definitions::FileKind::Dmn:
        return read_decisions(file);
      case definitions::FileKind::Form:
        return read_form(file);
      case definitions::FileKind::Calendar:
        return read_calendar(file);
      case definitions::FileKind::Unknown:
        break;
    }
    error(file.name, {}, "", "unknown-file", "认不出这是什么文件，应为 .bpmn、.dmn、.form 或 .calendar.json",
          "Expected a .bpmn, .dmn, .form or .calendar.json file, but cannot tell what this is");
  }

  bool define(const store::FileRow& file, std::string kind, const std::string& key, std::string name,
              std::string version_tag = {}) {
    if (!keys_.insert(kind + "/" + key).second) {
      error(file.name, {}, key, "duplicate-definition", fmt::format("“{}”在本次部署中定义了两次", key),
            fmt::format("Expected '{}' once in a deployment, but it is defined twice", key));
      return false;
    }
    out_.definitions.push_back({.kind = std::move(kind),
                                .key = key,
                                .name = std::move(name),
                                .version_tag = std::move(version_tag),
                                .file = file.name});
    return true;
  }

  void read_processes(const store::FileRow& file) {
    auto model = definitions::read_bpmn(file.bytes, file.name);
    if (!model) return append(model.error());
    append(model->warnings);
    int executable = 0;
    for (const definition::ProcessModel& process : model->processes) {
      if (!process.executable) continue;
      ++executable;
      auto compiled = definition::compile(process, file.name);
      if (!compiled) {
        append(compiled.error());
        continue;
      }
      append(compiled->warnings);
      if (!define(file, "process", process.id, process.name, process.version_tag)) continue;
      out_.soundness.push_back({process.id, analysis::check_soundness(*compiled->definition)});
      warn_of_dead_end(out_.soundness.back(), *compiled->definition, file.name);
      processes_.emplace_back(compiled->definition, file.name);
    }
    if (executable == 0) {
      error(file.name, {}, "", "no-executable-process", "文件里没有可执行的流程（isExecutable=\"true\"）",
            "Expected a process with isExecutable=\"true\", but there is none");
    }
  }

  void warn_of_dead_end(const Soundness& soundness, const definition::Definition& process, const std::string& file) {
    const auto* dead_end = std::get_if<analysis::NotSound>(&soundness.verdict);
    if (!dead_end) return;
    const ElementIndex at = process.find(dead_end->stuck_at);
    add(Severity::Warning, file, process.at(at ? at : process.process().index).where, dead_end->stuck_at, "dead-end",
        fmt::format("{}（经过：{}）", dead_end->message_zh, fmt::join(dead_end->path, " → ")),
        fmt::format("{} (the way: {})", dead_end->message_en, fmt::join(dead_end->path, " → ")));
  }

  void read_decisions(const store::FileRow& file) {
    auto model = definitions::read_dmn(file.bytes, file.name);
    if (!model) return append(model.error());
    decision_files_.push_back({file, std::move(*model)});
  }

  /// After all files were read: a model may import any other of this deployment.
  void link_decisions() {
    std::vector<DecisionFile> all = decision_files_;
    for (DecisionFile& one : imported_files(decision_files_, *known_)) {
      out_.files.push_back(one.file);
      all.push_back(std::move(one));
    }
    for (const DecisionFile& one : decision_files_) define_decisions(one, all);
  }

  void define_decisions(const DecisionFile& one, const std::vector<DecisionFile>& all) {
    const auto compiled = linked_decisions(one.model, all);
    if (!compiled) {
      for (const dmn::Fault& fault : compiled.error()) tell(Severity::Error, one.file.name, fault, "decision-fault");
      return;
    }
    for (const dmn::Fault& fault : compiled->warnings())
      tell(Severity::Warning, one.file.name, fault, "decision-warning");
    for (const dmn::TableAnalysis& table : dmn::analyse(*compiled)) tell_findings(one, table);
    define(one.file, "decision", one.model.id.empty() ? one.model.name : one.model.id, one.model.name);
    for (const auto& decision : one.model.decisions) decisions_.insert(decision.id);
  }

  void tell_findings(const DecisionFile& one, const dmn::TableAnalysis& table) {
    const auto decision = std::ranges::find(one.model.decisions, table.element_id, &dmn::DecisionModel::id);
    const int line = decision != one.model.decisions.end() ? decision->line : 0;
    for (const dmn::TableFinding& finding : table.findings) {
      const bool is_gap = finding.kind == dmn::TableFindingKind::Gap;
      const bool is_overlap = finding.kind == dmn::TableFindingKind::Overlap;
      tell(Severity::Warning, one.file.name,
           {table.element_id, line, fmt::format("决策表“{}”：{}", table.name, finding.message_zh),
            fmt::format("Decision table '{}': {}", table.name, finding.message_en)},
           is_gap       ? "table-gap"
           : is_overlap ? "table-overlap"
                        : "table-rule-never");
    }
    if (!table.cut_off) return;
    tell(Severity::Warning, one.file.name,
         {table.element_id, line, fmt::format("决策表“{}”太大，没有查完", table.name),
          fmt::format("Decision table '{}' is too large to be looked at as a whole", table.name)},
         "table-not-searched");
  }

  void tell(Severity severity, const std::string& file, const dmn::Fault& fault, std::string code) {
    add(severity, file, {fault.line, 0}, fault.element_id, std::move(code), fault.message_zh, fault.message_en);
  }

  void read_form(const store::FileRow& file) {
    const auto schema = definitions::read_form(file.bytes, file.name);
    if (!schema) return append(schema.error());
    define(file, "form", schema->id, schema->title);
    forms_.insert(schema->id);
  }

  void read_calendar(const store::FileRow& file) {
    auto calendar = definitions::read_calendar(file.bytes, file.name);
    if (!calendar) return append(calendar.error());
    if (!zones_(calendar->zone, 0, false)) {
      return error(file.name, {}, calendar->id, "unknown-zone", "没有这个时区：" + calendar->zone,
                   "Expected a time zone, but '" + calendar->zone + "' is none");
    }
    define(file, "calendar", calendar->id, calendar->name);
    const std::string id = calendar->id;
    calendars_[id] = {{}, std::make_shared<const calendar::WorkingCalendar>(std::move(*calendar))};
  }

  /// What a process names outside its own file must be in this deployment or deployed before.
  void cross_check(const definition::Definition& process, const std::string& file) {
    for (const definition::Element& element : process.elements) {
      if (element.user_task) check_task(process, element, file);
      check_decision(element, file);
      check_call(element, file);
      for (const definition::EventRule& rule : element.events) check_calendar(rule.timer.calendar, element, file);
    }
    check_calendar(process.calendar, process.process(), file);
    for (const definition::StartPoint& start : definition::start_points(process)) note_start(process, start, file);
  }

  void missing(const std::string& file, const definition::Element& element, std::string code, const char* what_zh,
               const char* what_en, const std::string& name) {
    if (alone_) {
      return add(Severity::Warning, file, element.where, element.id, std::move(code),
                 fmt::format("引用的{}“{}”不在这些文件里，部署时须已存在", what_zh, name),
                 fmt::format("The {} '{}' is not among these files: it must be there at deployment", what_en, name));
    }
    error(file, element.where, element.id, std::move(code), fmt::format("引用的{}“{}”不存在", what_zh, name),
          fmt::format("Expected the {} '{}' to be deployed, but it is not", what_en, name));
  }

  void check_task(const definition::Definition&, const definition::Element& element, const std::string& file) {
    const definition::FormModel& form = element.user_task->form;
    if (!form.ref.empty() && !forms_.contains(form.ref) && !known_->form(form.ref, "latest", 0)) {
      missing(file, element, "form-not-found", "表单", "form", form.ref);
    }
    if (element.user_task->deadline) check_calendar(element.user_task->deadline->calendar, element, file);
  }

  void check_decision(const definition::Element& element, const std::string& file) {
    const std::string* decision = element.decision ? constant(element.decision->decision) : nullptr;
    if (!decision || decisions_.contains(*decision) || known_->decision(*decision, "latest", 0)) return;
    missing(file, element, "decision-not-found", "决策", "decision", *decision);
  }

  void check_call(const definition::Element& element, const std::string& file) {
    const std::string* called = element.call ? constant(element.call->process) : nullptr;
    if (!called || keys_.contains("process/" + *called) || known_->versions.contains(*called)) return;
    add(Severity::Warning, file, element.where, element.id, "process-not-found",
        fmt::format("被调用的流程“{}”尚未部署，运行到此处将产生异常", *called),
        fmt::format("The called process '{}' is not deployed yet: the call will raise an incident", *called));
  }

  void check_calendar(const std::string& name, const definition::Element& element, const std::string& file) {
    if (name.empty() || calendars_.contains(name) || known_->calendar(name)) return;
    missing(file, element, "calendar-not-found", "日历", "calendar", name);
  }

  void note_start(const definition::Definition& process, const definition::StartPoint& start, const std::string& file) {
    const definition::Element& element = process.at(start.element);
    const definition::EventRule& rule = definition::rule_at(process, start);
    store::StartRow row{.process = process.process_id, .element = definition::name_of(process, start)};
    if (rule.kind == definition::EventKind::Timer) return note_timer_start(process, start, std::move(row), file);
    if (rule.kind == definition::EventKind::Conditional) return check_condition(element, rule, file);
    const bool message = rule.kind == definition::EventKind::Message;
    if (!message && rule.kind != definition::EventKind::Signal) return;
    const std::string* name = constant(rule.name);
    if (!name) {
      return error(file, element.where, element.id, message ? "start-message-name" : "start-signal-name",
                   message ? "启动消息的名称必须是固定文字" : "启动信号的名称必须是固定文字",
                   "Expected a constant message or signal name at what starts the process");
    }
    if (!message) return;  // the catalogue finds these
    row.message = *name;
    out_.starts.push_back(std::move(row));
  }

  void note_timer_start(const definition::Definition& process, const definition::StartPoint& start, store::StartRow row,
                        const std::string& file) {
    const definition::Element& element = process.at(start.element);
    auto calendars = known_->calendars;
    for (const auto& [id, calendar] : calendars_) calendars[id] = calendar;
    row.timer = true;
    row.due = first_start(process, definition::rule_at(process, start), now_, zones_, calendars);
    if (row.due) return out_.starts.push_back(std::move(row));
    add(Severity::Warning, file, element.where, element.id, "start-timer-never", "这个定时启动永远不会到来",
        "This timer start will never be due");
  }

  /// It is evaluated where no instance is, and no script can run.
  void check_condition(const definition::Element& element, const definition::EventRule& rule, const std::string& file) {
    if (rule.condition.script_language().empty()) return;
    error(file, element.where, element.id, "start-condition-script", "启动条件不能使用脚本，请改写为表达式",
          "Expected an expression as the condition that starts the process, but it is a script");
  }

  std::shared_ptr<const Snapshot> known_;
  const ZoneOffset& zones_;
  Instant now_;
  bool alone_;
  Checked out_;
  std::set<std::string> names_, keys_, decisions_, forms_;
  std::map<std::string, KnownCalendar, std::less<>> calendars_;
  std::vector<std::pair<definition::DefinitionPtr, std::string>> processes_;
  std::vector<DecisionFile> decision_files_;
};

bool same_files(const std::vector<store::FileRow>& a, const std::vector<store::FileRow>& b) {
  const auto by_name = [](const std::vector<store::FileRow>& files) {
    std::map<std::string, std::string> out;
    for (const store::FileRow& file : files)
      if (file.kind != import_kind) out[file.name] = file.bytes;
    return out;
  };
  return by_name(a) == by_name(b);
}

}  // namespace

bool Checked::ok() const {
  return std::ranges::none_of(diagnostics, [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

Checked Deployer::check(const std::vector<store::FileRow>& files, bool alone) const {
  return Check(files, catalogue_.now(), *zones_, store_.now(), alone).run();
}

std::expected<store::Deployment, Checked> Deployer::deploy(const DeploymentRequest& request) {
  Checked checked = check(request.files);
  if (!checked.ok()) return std::unexpected(std::move(checked));
  store::Deployment deployment;
  deployment.row = {.name = request.name, .note = request.note, .by = request.by, .at = store_.now()};
  deployment.files = std::move(checked.files);
  deployment.definitions = std::move(checked.definitions);
  deployment.starts = std::move(checked.starts);
  store::Deployment stored = store_.deploy(deployment);
  catalogue_.refresh();
  return stored;
}

std::expected<store::Deployment, Checked> Deployer::deploy_if_changed(const DeploymentRequest& request) {
  std::optional<store::DeploymentRow> newest;
  for (const store::DeploymentRow& row : store_.deployments()) {
    if (row.name == request.name && (!newest || row.at > newest->at)) newest = row;
  }
  if (newest && same_files(store_.files(newest->id), request.files)) {
    catalogue_.refresh();  // an earlier try may have stored it and then lost the store
    store::Deployment same;
    same.row = *newest;
    return same;
  }
  return deploy(request);
}

}  // namespace bihuan::host
