// Reads the compact text (process_text.h) into a ProcessModel.
#include "tests/engine/process_text.h"

#include <map>
#include <optional>
#include <stdexcept>

namespace bihuan::testing {
namespace {

using namespace definition;

using Words = std::vector<std::string>;
using Attributes = std::map<std::string, std::string>;

/// Splits at blanks; "…" keeps blanks, and is dropped; \" inside is a quote.
Words split(std::string_view line) {
  Words words;
  std::string word;
  bool quoted = false, any = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && i + 1 < line.size() && line[i + 1] == '"') {
      word += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
      any = true;
    } else if (c == ' ' && !quoted) {
      if (any || !word.empty()) words.push_back(word);
      word.clear();
      any = false;
    } else {
      word += c;
    }
  }
  if (any || !word.empty()) words.push_back(word);
  return words;
}

Attributes attributes_of(const Words& words, std::size_t from) {
  Attributes attributes;
  for (std::size_t i = from; i < words.size(); ++i) {
    const std::size_t at = words[i].find('=');
    if (at == std::string::npos)
      attributes[words[i]] = "true";
    else
      attributes[words[i].substr(0, at)] = words[i].substr(at + 1);
  }
  return attributes;
}

/// A script, or JUEL by its brackets; nullopt: neither.
std::optional<ExpressionText> of_a_dialect(const std::string& text, int line) {
  if (text.starts_with("js:")) return ExpressionText{text.substr(3), true, "javascript", {line, 1}};
  if (text.find("${") != std::string::npos) return ExpressionText{text, true, "juel", {line, 1}};
  return std::nullopt;
}

ExpressionText expression(const std::string& text, int line) {
  if (auto found = of_a_dialect(text, line)) return *found;
  if (text.starts_with("=")) return {text.substr(1), true, {}, {line, 1}};
  return {text, false, {}, {line, 1}};
}

ExpressionText always(const std::string& text, int line) {
  if (auto found = of_a_dialect(text, line)) return *found;
  return {text.starts_with("=") ? text.substr(1) : text, true, {}, {line, 1}};
}

std::vector<std::string> comma_list(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size() && !text.empty();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    parts.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return parts;
}

const std::map<std::string, ElementKind>& kinds() {
  static const std::map<std::string, ElementKind> table{{"start", ElementKind::StartEvent},
                                                        {"end", ElementKind::EndEvent},
                                                        {"task", ElementKind::Task},
                                                        {"user", ElementKind::UserTask},
                                                        {"manual", ElementKind::ManualTask},
                                                        {"service", ElementKind::ServiceTask},
                                                        {"send", ElementKind::SendTask},
                                                        {"receive", ElementKind::ReceiveTask},
                                                        {"script", ElementKind::ScriptTask},
                                                        {"rule", ElementKind::BusinessRuleTask},
                                                        {"sub", ElementKind::SubProcess},
                                                        {"eventsub", ElementKind::EventSubProcess},
                                                        {"call", ElementKind::CallActivity},
                                                        {"xor", ElementKind::ExclusiveGateway},
                                                        {"and", ElementKind::ParallelGateway},
                                                        {"or", ElementKind::InclusiveGateway},
                                                        {"event", ElementKind::EventBasedGateway},
                                                        {"catch", ElementKind::IntermediateCatchEvent},
                                                        {"throw", ElementKind::IntermediateThrowEvent},
                                                        {"boundary", ElementKind::BoundaryEvent},
                                                        {"transaction", ElementKind::Transaction},
                                                        {"complex", ElementKind::ComplexGateway},
                                                        {"adhoc", ElementKind::AdHocSubProcess}};
  return table;
}

class Reader {
 public:
  ProcessModel read(std::string_view text) {
    model_.id = model_.name = "p";
    model_.executable = true;
    model_.elements.push_back({.id = "p", .name = "p", .kind = ElementKind::Process});
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++line_;
      read_line(split(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(model_);
  }

 private:
  void read_line(Words words) {
    if (words.empty() || words[0].starts_with("#")) return;
    if (words[0] == "}") return parents_.pop_back();
    if (words[0] == "process") return read_process_line(words);
    if (words.size() > 1 && words[1] == "->") return read_flows(words);
    const auto kind = kinds().find(words[0]);
    if (kind == kinds().end() || words.size() < 2)
      throw std::runtime_error("line " + std::to_string(line_) + ": no such kind of element: " + words[0]);
    const bool opens = words.back() == "{";
    if (opens) words.pop_back();
    read_element(kind->second, words);
    if (opens) parents_.push_back(words[1]);
  }

  void read_process_line(const Words& words) {
    a_ = attributes_of(words, 1);
    model_.business_key = text("key");
    model_.case_title = text("title");
    model_.calendar = plain("calendar");
    read_listeners(model_.elements.front().listeners);
    read_data(model_.elements.front());
  }

  void read_data(ElementModel& e) {
    for (const auto& [key, value] : a_) {
      const bool list = value == "[]";
      if (key.starts_with("data."))
        e.data.push_back({key.substr(5), list ? ExpressionText{} : expression(value, line_), list, {}, {line_, 1}});
      if (key.starts_with("store.")) e.data.push_back({key.substr(6), {}, false, value, {line_, 1}});
    }
  }

  std::string plain(const std::string& key) const {
    const auto found = a_.find(key);
    return found == a_.end() ? std::string() : found->second;
  }
  bool has(const std::string& key) const { return a_.contains(key); }
  ExpressionText text(const std::string& key) const {
    return has(key) ? expression(plain(key), line_) : ExpressionText{};
  }
  ExpressionText condition(const std::string& key) const {
    return has(key) ? always(plain(key), line_) : ExpressionText{};
  }

  void read_flows(const Words& words) {
    std::size_t at = 0;
    for (; at + 2 < words.size() && words[at + 1] == "->"; at += 2) add_flow(words[at], words[at + 2]);
    FlowModel& last = model_.flows.back();
    for (++at; at < words.size(); ++at) {
      if (words[at].starts_with("[")) {
        last.id = words[at].substr(1, words[at].size() - 2);
      } else if (words[at] == "default") {
        element(last.source).default_flow = last.id;
      } else if (words[at] == "if") {
        std::string rest;
        for (++at; at < words.size(); ++at) rest += (rest.empty() ? "" : " ") + words[at];
        last.condition = always(rest, line_);
      }
    }
  }

  void add_flow(const std::string& source, const std::string& target) {
    FlowModel flow;
    flow.id = source + ">" + target;
    for (const FlowModel& other : model_.flows)
      if (other.id == flow.id) flow.id += "'";
    flow.source = source;
    flow.target = target;
    flow.parent = element(source).parent;
    flow.where = {line_, 1};
    model_.flows.push_back(std::move(flow));
  }

  ElementModel& element(const std::string& id) {
    for (ElementModel& one : model_.elements)
      if (one.id == id) return one;
    throw std::runtime_error("line " + std::to_string(line_) + ": no element " + id + " above");
  }

  void read_element(ElementKind kind, const Words& words) {
    a_ = attributes_of(words, 2);
    ElementModel e;
    e.id = words[1];
    e.kind = kind;
    e.parent = parents_.back();
    e.where = {line_, 1};
    e.attached_to = plain("on");
    e.interrupting = !has("noninterrupting");
    read_event(e, words);
    e.instantiate = has("instantiate");
    e.parallel_events = has("parallel");
    read_mappings(e);
    read_data(e);
    read_work(e);
    read_multi_instance(e);
    read_repetition(e);
    if (kind == ElementKind::UserTask) read_user_task(e);
    read_dialect(e);
    e.for_compensation = has("handler");
    model_.elements.push_back(std::move(e));
    if (has("undo")) add_compensation(words[1], plain("undo"));
  }

  /// A compensation boundary event on the activity, with its association.
  void add_compensation(const std::string& activity, const std::string& handler) {
    ElementModel e;
    e.id = activity + "_undo";
    e.kind = ElementKind::BoundaryEvent;
    e.parent = parents_.back();
    e.where = {line_, 1};
    e.attached_to = activity;
    e.events = {{.kind = EventKind::Compensation}};
    e.compensation_handler = handler;
    model_.elements.push_back(std::move(e));
  }

  /// `key=value` of the element, in order: what follows an event definition belongs to it.
  void read_event(ElementModel& e, const Words& words) {
    std::vector<EventDefinitionModel> events;
    std::vector<std::pair<std::string, std::string>> before;
    for (std::size_t i = 2; i < words.size(); ++i) {
      const std::size_t at = words[i].find('=');
      const std::string key = words[i].substr(0, at);
      const std::string value = at == std::string::npos ? "" : words[i].substr(at + 1);
      if (begin_definition(key, value, events))
        events.back().where = e.where;
      else if (events.empty())
        before.emplace_back(key, value);
      else
        read_detail(events.back(), key, value);
    }
    if (events.empty()) return;
    for (const auto& [key, value] : before) read_detail(events.front(), key, value);
    e.parallel_multiple = has("all");
    if (e.kind == ElementKind::SendTask || e.kind == ElementKind::ReceiveTask)
      e.message = events.front();
    else if (e.kind == ElementKind::StartEvent || e.kind == ElementKind::EndEvent ||
             e.kind == ElementKind::BoundaryEvent || e.kind == ElementKind::IntermediateCatchEvent ||
             e.kind == ElementKind::IntermediateThrowEvent)
      e.events = std::move(events);
  }

  bool begin_definition(const std::string& key, const std::string& value, std::vector<EventDefinitionModel>& events) {
    static const std::map<std::string, EventKind> words{{"message", EventKind::Message},
                                                        {"signal", EventKind::Signal},
                                                        {"link", EventKind::Link},
                                                        {"error", EventKind::Error},
                                                        {"escalation", EventKind::Escalation},
                                                        {"timer", EventKind::Timer},
                                                        {"date", EventKind::Timer},
                                                        {"cycle", EventKind::Timer},
                                                        {"condition", EventKind::Conditional},
                                                        {"terminate", EventKind::Terminate},
                                                        {"compensate", EventKind::Compensation},
                                                        {"cancel", EventKind::Cancel}};
    const auto found = words.find(key);
    if (found == words.end()) return false;
    EventDefinitionModel& event = events.emplace_back();
    event.kind = found->second;
    const ExpressionText text = value.empty() ? ExpressionText{} : expression(value, line_);
    if (key == "message" || key == "signal" || key == "link") event.name = text;
    if (key == "error" || key == "escalation") event.code = text;
    if (key == "timer") event.timer = {TimerKind::Duration, text, {}, {}};
    if (key == "date") event.timer = {TimerKind::Date, text, {}, {}};
    if (key == "cycle") event.timer = {TimerKind::Cycle, text, {}, {}};
    if (key == "condition" && !value.empty()) event.condition = always(value, line_);
    if (key == "compensate") event.activity_ref = value;
    return true;
  }

  void read_detail(EventDefinitionModel& event, const std::string& key, const std::string& value) {
    if (key == "key") event.correlation_key = expression(value, line_);
    if (key == "sentKey") event.message_key = expression(value, line_);
    if (key == "messageKey") event.message_key = always(value, line_);
    if (key == "conversation") event.conversation = value;
    if (key == "ttl") event.time_to_live = expression(value, line_);
    if (key == "codeVar") event.code_variable = value;
    if (key == "messageVar") event.message_variable = value;
    if (key == "calendar") event.timer.calendar = value;
    if (key == "base") event.timer.base = expression(value, line_);
    if (key == "watch") event.condition_variable = value;
    if (key == "changes") event.condition_changes = comma_list(value);
    if (key == "nowait") event.wait_for_completion = false;
    if (key.starts_with("carry.")) event.payload.push_back({expression(value, line_), key.substr(6), event.where});
  }

  void read_mappings(ElementModel& e) {
    for (const auto& [key, value] : a_) {
      if (key.starts_with("in.")) e.inputs.push_back({expression(value, line_), key.substr(3), e.where});
      if (key.starts_with("out.")) e.outputs.push_back({expression(value, line_), key.substr(4), e.where});
    }
  }

  void read_work(ElementModel& e) {
    e.job.topic = text("topic");
    e.job.retries = text("retries");
    e.job.backoff = text("backoff");
    if (has("header")) e.job.headers.emplace_back("header", text("header"));
    e.script = condition("do");
    e.result_variable = plain("into");
    e.decision.decision = text("decision");
    e.decision.map_result = plain("map");
    e.decision.version = text("decisionVersion");
    if (has("decisionVersion")) e.decision.binding = "version";
    e.call.process = text("process");
    e.call.business_key = text("childKey");
    e.call.propagate_inputs = e.call.propagate_outputs = has("propagate");
    e.call.binding = plain("binding");
    e.call.version = text("version");
    for (const auto& [key, value] : a_) {
      if (key.starts_with("give.")) e.call.in.push_back({expression(value, line_), key.substr(5), e.where});
      if (key.starts_with("take.")) e.call.out.push_back({expression(value, line_), key.substr(5), e.where});
    }
    e.call.has_own_mappings = !e.call.in.empty() || !e.call.out.empty();
  }

  void read_multi_instance(ElementModel& e) {
    if (!has("each") && !has("times")) return;
    MultiInstanceModel many;
    many.sequential = has("sequential");
    many.collection = text("each");
    many.cardinality = condition("times");
    many.element_variable = plain("as");
    many.completion_condition = condition("until");
    many.output_collection = plain("collect");
    many.output_element = text("of");
    many.where = e.where;
    many.index_variable = plain("index");
    read_behavior(many);
    if (has("vote"))
      many.vote = VoteModel{
          text("vote"), comma_list(plain("passes")), comma_list(plain("abstains")), !has("late"), plain("voteVar"),
          e.where};
    e.multi_instance = std::move(many);
  }

  void read_behavior(MultiInstanceModel& many) {
    if (!has("behavior")) return;
    const std::string thrown = plain("throws"), kind = thrown.substr(0, thrown.find(':'));
    EventDefinitionModel event;
    const ExpressionText name = expression(thrown.substr(std::min(thrown.size(), kind.size() + 1)), line_);
    event.kind = kind == "signal" ? EventKind::Signal : kind == "message" ? EventKind::Message : EventKind::Escalation;
    (event.kind == EventKind::Escalation ? event.code : event.name) = name;
    const std::string behavior = plain("behavior");
    many.behavior = behavior == "one"    ? MultiInstanceBehavior::One
                    : behavior == "none" ? MultiInstanceBehavior::None
                                         : MultiInstanceBehavior::Complex;
    if (many.behavior == MultiInstanceBehavior::Complex)
      many.complex = {{condition("when"), event}};
    else
      many.event = event;
  }

  void read_repetition(ElementModel& e) {
    if (has("loop") || has("atmost")) e.loop = LoopModel{has("testbefore"), condition("loop"), text("atmost"), e.where};
    if (has("starts")) e.start_quantity = std::stoi(plain("starts"));
    if (has("makes")) e.completion_quantity = std::stoi(plain("makes"));
    if (e.kind == ElementKind::ComplexGateway) e.activation_condition = condition("activate");
    if (e.kind == ElementKind::AdHocSubProcess)
      e.ad_hoc = AdHocModel{has("sequential"), !has("keep"),     condition("until"),
                            text("activate"),  plain("collect"), text("of")};
  }

  void read_user_task(ElementModel& e) {
    e.work.outcomes = comma_list(plain("outcomes"));
    e.work.outcome_variable = plain("outcomeVar");
    e.work.opinion = plain("opinion");
    if (has("attachments")) e.work.attachments_min = std::stoi(plain("attachments"));
    e.work.priority = text("priority");
    e.assignment = assignment();
    e.assignment->when_empty = plain("whenEmpty");
    const bool for_nobody = has("unit") && !has("role") && e.assignment->when_empty == "head";
    if (for_nobody) e.assignment->parameters.emplace_back("unit", text("unit"));
    if (has("due") || has("dueAt")) e.deadline = DeadlineModel{text("due"), text("dueAt"), plain("calendar"), e.where};
  }

  void read_dialect(ElementModel& e) {
    const std::string async = plain("async");
    e.async.before = async == "before" || async == "both";
    e.async.after = async == "after" || async == "both";
    e.async.retries = text("retries");
    e.async.backoff = text("backoff");
    e.skip = condition("skip");
    read_listeners(e.listeners);
  }

  void read_listeners(std::vector<ListenerModel>& listeners) const {
    const std::map<std::string, ListenerMoment> moments{{"on.start", ListenerMoment::Start},
                                                        {"on.end", ListenerMoment::End},
                                                        {"on.create", ListenerMoment::Create},
                                                        {"on.assignment", ListenerMoment::Assignment},
                                                        {"on.complete", ListenerMoment::Complete}};
    for (const auto& [key, value] : a_)
      if (const auto moment = moments.find(key); moment != moments.end())
        listeners.push_back({moment->second, expression(value, line_), {line_, 1}});
  }

  AssignmentModel assignment() {
    const Where here{line_, 1};
    if (has("candidates")) return {"candidates", {{"people", text("candidates")}}, {}, here};
    if (has("role")) return {"role", {{"role", text("role")}, {"unit", text("unit")}}, {}, here};
    if (has("whoDid")) return {"who-did", {{"step", text("whoDid")}}, {}, here};
    if (has("initiator")) return {"initiator", {}, {}, here};
    AssignmentModel lists{"users-and-groups", {}, {}, here};
    for (const char* name : {"assignee", "users", "groups"})
      if (has(name)) lists.parameters.emplace_back(name, text(name));
    if (!lists.parameters.empty()) return lists;
    return {"person", {{"person", has("person") ? text("person") : expression("ann", line_)}}, {}, here};
  }

  ProcessModel model_;
  std::vector<std::string> parents_{"p"};
  Attributes a_;
  int line_ = 0;
};

}  // namespace

ProcessModel read_process(std::string_view text) {
  return Reader().read(text);
}

DefinitionPtr compile_process(std::string_view text) {
  auto compiled = compile(read_process(text), "test");
  if (compiled) return compiled->definition;
  std::string all = "refused:";
  for (const Diagnostic& one : compiled.error()) all += "\n  " + one.element_id + " " + one.code + " " + one.message_en;
  throw std::runtime_error(all);
}

}  // namespace bihuan::testing
