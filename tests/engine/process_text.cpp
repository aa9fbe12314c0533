// Reads the compact text (process_text.h) into a ProcessModel.
#include "tests/engine/process_text.h"

#include <map>
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

ExpressionText expression(const std::string& text, int line) {
  if (text.starts_with("=")) return {text.substr(1), true, {}, {line, 1}};
  return {text, false, {}, {line, 1}};
}

ExpressionText always(const std::string& text, int line) {
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
                                                        {"boundary", ElementKind::BoundaryEvent}};
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
    read_event(e);
    read_mappings(e);
    read_data(e);
    read_work(e);
    read_multi_instance(e);
    if (kind == ElementKind::UserTask) read_user_task(e);
    model_.elements.push_back(std::move(e));
  }

  void read_event(ElementModel& e) {
    EventDefinitionModel event;
    const std::pair<const char*, EventKind> names[] = {{"message", EventKind::Message}, {"signal", EventKind::Signal}};
    const std::pair<const char*, EventKind> codes[] = {{"error", EventKind::Error},
                                                       {"escalation", EventKind::Escalation}};
    const std::pair<const char*, TimerKind> timers[] = {
        {"timer", TimerKind::Duration}, {"date", TimerKind::Date}, {"cycle", TimerKind::Cycle}};
    for (const auto& [key, kind] : names)
      if (has(key)) event.kind = kind, event.name = text(key);
    for (const auto& [key, kind] : codes)
      if (has(key)) event.kind = kind, event.code = plain(key) == "true" ? ExpressionText{} : text(key);
    for (const auto& [key, kind] : timers)
      if (has(key)) event.kind = EventKind::Timer, event.timer = {kind, text(key), plain("calendar"), text("base")};
    if (has("terminate")) event.kind = EventKind::Terminate;
    event.correlation_key = text("key");
    event.message_key = condition("messageKey");
    event.conversation = plain("conversation");
    event.time_to_live = text("ttl");
    event.code_variable = plain("codeVar");
    event.message_variable = plain("messageVar");
    event.where = e.where;
    if (event.kind == EventKind::None) return;
    if (e.kind == ElementKind::SendTask || e.kind == ElementKind::ReceiveTask)
      e.message = event;
    else
      e.events = {event};
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
    if (has("vote"))
      many.vote = VoteModel{
          text("vote"), comma_list(plain("passes")), comma_list(plain("abstains")), !has("late"), plain("voteVar"),
          e.where};
    e.multi_instance = std::move(many);
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
