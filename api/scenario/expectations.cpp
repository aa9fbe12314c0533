#include "api/scenario/expectations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "adapters/codec/json.h"
#include "adapters/codec/time.h"
#include "api/scenario/yaml.h"

namespace bihuan::scenario {
namespace {

std::string local(Instant at) {
  return codec::text(at, 8 * 60);
}

std::string describe(const store::TaskRow& task) {
  return fmt::format("{}({}) 办理人[{}] 候选[{}] 到期 {}", task.element, task.name, task.assignee,
                     fmt::join(task.candidates, ","), task.due ? local(*task.due) : "-");
}

class Expectations {
 public:
  Expectations(World& world, InstanceId instance) : world_(world), instance_(instance) {}

  std::vector<Problem> check(const YAML::Node& expect) {
    for (const auto& entry : expect) {
      line_ = line_of(entry.first);
      one(entry.first.Scalar(), entry.second);
    }
    return std::move(problems_);
  }

 private:
  void fail(std::string message) { problems_.push_back({line_, std::move(message)}); }

  void one(const std::string& what, const YAML::Node& node) {
    if (what == "tasks") return tasks(node);
    if (what == "state") return state(node.Scalar());
    if (what == "end") return end(node.Scalar());
    if (what == "variables") return variables(node);
    if (what == "path") return path(node);
    if (what == "decisions") return decisions(node);
    if (what == "notifications") return notifications(node);
    if (what == "incidents") return incidents(node);
    fail("不认识的期望项 " + what);
  }

  void tasks(const YAML::Node& node) {
    std::vector<store::TaskRow> open = world_.store().tasks({}, {.limit = 1000}).rows;
    for (const YAML::Node& wanted : node) {
      auto found = std::ranges::find_if(open, [&](const store::TaskRow& task) { return fits(task, wanted); });
      if (found == open.end()) {
        fail(fmt::format("没有符合 {} 的待办", codec::to_json(value_of(wanted))));
      } else {
        open.erase(found);
      }
    }
    for (const store::TaskRow& task : open) fail("多出待办 " + describe(task));
  }

  bool fits(const store::TaskRow& task, const YAML::Node& wanted) {
    for (const auto& entry : wanted) {
      const std::string what = entry.first.Scalar();
      if (what == "candidates" ? !same_people(task, entry.second) : field(task, what) != scalar(what, entry.second)) {
        return false;
      }
    }
    return true;
  }

  /// A single person is assignee at once; a scenario may name him as candidate all the same.
  static bool same_people(const store::TaskRow& task, const YAML::Node& node) {
    std::set<std::string> wanted, is(task.candidates.begin(), task.candidates.end());
    for (const YAML::Node& person : node) wanted.insert(person.Scalar());
    if (!task.assignee.empty()) is.insert(task.assignee);
    return wanted == is;
  }

  static std::string scalar(const std::string& what, const YAML::Node& node) {
    if (what != "due") return node.Scalar();
    const auto at = codec::parse_instant(node.Scalar());
    return at ? local(*at) : node.Scalar();
  }

  static std::string field(const store::TaskRow& task, const std::string& what) {
    if (what == "element") return task.element;
    if (what == "name") return task.name;
    if (what == "assignee") return task.assignee;
    if (what == "due") return task.due ? local(*task.due) : "";
    if (what == "form") return task.form;
    if (what == "priority") return std::to_string(task.priority);
    return "?" + what;
  }

  void state(const std::string& wanted) {
    static const std::map<std::string, state::Status> words{{"active", state::Status::Active},
                                                            {"suspended", state::Status::Suspended},
                                                            {"completed", state::Status::Completed},
                                                            {"cancelled", state::Status::Cancelled},
                                                            {"failed", state::Status::Failed}};
    const auto loaded = world_.store().load({instance_});
    const auto word = words.find(wanted);
    if (word == words.end()) return fail("不认识的状态 " + wanted);
    if (loaded.empty()) return fail("没有这个事项");
    for (const auto& [name, status] : words) {
      if (status == loaded.front().row.status && name != wanted)
        fail(fmt::format("状态应为 {}，实为 {}", wanted, name));
    }
  }

  /// Elements that were completed, in order, over the case and what it called.
  std::vector<std::string> completed() const {
    std::vector<std::string> out;
    for (const auto& happened : world_.happened()) {
      const auto* done = std::get_if<event::ElementCompleted>(&happened.event);
      if (done && happened.definition) out.push_back(happened.definition->at(done->element).id);
    }
    return out;
  }

  void end(const std::string& wanted) {
    const auto done = completed();
    if (std::ranges::find(done, wanted) == done.end()) fail("没有到达结束 " + wanted);
  }

  void path(const YAML::Node& node) {
    const auto done = completed();
    auto at = done.begin();
    for (const YAML::Node& step : node) {
      at = std::find(at, done.end(), step.Scalar());
      if (at == done.end())
        return fail(fmt::format("路径中没有依次出现 {}；实际为 {}", step.Scalar(), fmt::join(done, " ")));
      ++at;
    }
  }

  void variables(const YAML::Node& node) {
    const auto all = world_.variables(instance_);
    for (const auto& entry : node) {
      const Value wanted = value_of(entry.second);
      const Value* is = state::find(all, entry.first.Scalar());
      if (is && *is == wanted) continue;
      fail(fmt::format("变量 {} 应为 {}，实为 {}", entry.first.Scalar(), codec::to_json(wanted),
                       is ? codec::to_json(*is) : "（没有）"));
    }
  }

  void decisions(const YAML::Node& node) {
    for (const auto& entry : node) {
      const Value wanted = value_of(entry.second);
      const Value* is = nullptr;
      for (const auto& happened : world_.happened()) {
        const auto* decision = std::get_if<event::DecisionEvaluated>(&happened.event);
        if (decision && decision->decision == entry.first.Scalar()) is = &decision->result;
      }
      if (is && *is == wanted) continue;
      fail(fmt::format("决策 {} 应得 {}，实得 {}", entry.first.Scalar(), codec::to_json(wanted),
                       is ? codec::to_json(*is) : "（未执行）"));
    }
  }

  void notifications(const YAML::Node& node) {
    for (const YAML::Node& wanted : node) {
      const auto sent = world_.store().notifications(text_of(wanted, "to"), {.limit = 1000}).rows;
      const std::string part = text_of(wanted, "contains");
      const auto fits = [&](const auto& row) { return row.text.find(part) != std::string::npos; };
      if (std::ranges::none_of(sent, fits))
        fail(fmt::format("没有发给 {} 且含“{}”的通知", text_of(wanted, "to"), part));
    }
  }

  void incidents(const YAML::Node& node) {
    std::vector<store::IncidentRow> open = world_.store().incidents({}, {.limit = 1000}).rows;
    for (const YAML::Node& wanted : node) {
      auto found = std::ranges::find_if(open, [&](const store::IncidentRow& row) {
        const bool element = !wanted["element"] || row.element == text_of(wanted, "element");
        return element && (!wanted["code"] || row.code == text_of(wanted, "code"));
      });
      if (found == open.end()) {
        fail(fmt::format("没有符合 {} 的异常", codec::to_json(value_of(wanted))));
      } else {
        open.erase(found);
      }
    }
    for (const auto& row : open) fail(fmt::format("多出异常 {} {}：{}", row.element, row.code, row.message_zh));
  }

  World& world_;
  InstanceId instance_;
  int line_ = 0;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_expectations(World& world, InstanceId instance, const YAML::Node& expect) {
  return Expectations(world, instance).check(expect);
}

}  // namespace bihuan::scenario
