#include "api/resources/progress_view.h"

#include <algorithm>

#include "adapters/codec/ids.h"
#include "api/json_writer.h"
#include "api/resources/deadline_view.h"
#include "api/story/next_steps.h"

namespace bihuan::resources {
namespace {

using api::json_list;
using api::JsonObject;
using definition::Definition;

std::string_view kind_of(const state::WorkDetail& detail) {
  static constexpr std::array<std::string_view, 7> kinds = {"task", "job",       "timer",       "message",
                                                            "call", "condition", "continuation"};
  static_assert(kinds.size() == std::variant_size_v<state::WorkDetail>);
  return kinds[detail.index()];
}

std::string people_json(const std::vector<std::string>& people, const Names& names) {
  return json_list(
      people, [&](const std::string& id) { return JsonObject().text("id", id).text("name", names.person(id)).done(); });
}

/// The work by which a token waits at its own element: no boundary event and no event sub-process of its scope.
struct Waiting {
  const state::Token* token;
  const state::Work* work;
};

std::vector<Waiting> waiting(const host::Live& live) {
  std::vector<Waiting> out;
  for (const auto& [id, scope] : live.state.scopes()) {
    for (const state::Work& work : scope.work) {
      const state::Token* token = work.token ? state::find_token(scope, work.token) : nullptr;
      if (token && token->element == work.element) out.push_back({token, &work});
    }
  }
  return out;
}

std::string current_one(const api::Call& call, const Names& names, const host::Live& live, const Waiting& one,
                        Instant now) {
  const definition::Element& element = live.definition->at(one.work->element);
  JsonObject out;
  out.text("element", element.id).text("elementName", title_of(element)).text("kind", kind_of(one.work->detail));
  out.moment("since", one.token->since);
  std::vector<std::string> people;
  std::optional<Instant> due;
  if (const auto* task = std::get_if<state::Task>(&one.work->detail)) {
    people = task->assignee.empty() ? task->candidates : std::vector{task->assignee};
    due = task->due;
    out.text("task", codec::text(live.row.id, one.work->id));
  }
  if (const auto* timer = std::get_if<state::Timer>(&one.work->detail)) due = timer->due;
  if (const auto* called = std::get_if<state::Call>(&one.work->detail)) {
    out.text("instance", codec::text(called->child));
  }
  out.raw("waitingFor", people_json(people, names)).moment_if("due", due);
  const calendar::WorkingCalendar* calendar = calendar_of(names.known(), *live.definition, &element);
  return out.raw("deadline", deadline_json(due, now, calendar, call.services.zones)).done();
}

std::string taken_json(const Definition& definition, const story::Way& way) {
  const std::string elements = json_list(way.elements, [&](const auto& one) {
    return JsonObject().text("element", definition.at(one.first).id).number("count", one.second).done();
  });
  std::vector<std::string> flows;
  for (FlowIndex flow : way.flows) flows.push_back(definition.at(flow).id);
  return JsonObject().raw("elements", elements).raw("flows", api::json_texts(flows)).done();
}

std::string next_json(const Names& names, const host::Live& live) {
  const Definition& definition = *live.definition;
  std::set<ElementIndex> from;
  for (const Waiting& one : waiting(live)) from.insert(one.work->element);
  return json_list(story::next_steps(definition, from), [&](ElementIndex index) {
    const definition::Element& element = definition.at(index);
    const story::Who who = story::who_of(definition, element, names);
    JsonObject out;
    out.text("element", element.id).text("elementName", title_of(element));
    return out.text("who", who.zh).text("whoEn", who.en).done();
  });
}

std::string attachment_json(const api::Call& call, const event::Attachment& one) {
  JsonObject out;
  out.text("id", one.id).text("name", one.file_name);
  if (const auto row = call.services.store.attachment(one.id)) {
    out.number("size", row->size).text("contentType", row->content_type);
  }
  return out.done();
}

std::string opinion_json(const api::Call& call, const Names& names, const story::Opinion& one) {
  const host::KnownProcess* process = names.known().process(one.definition);
  JsonObject out;
  out.moment("at", one.at);
  const calendar::WorkingCalendar* calendar = nullptr;
  if (process) {
    const definition::Element& element = process->definition->at(one.element);
    out.text("element", element.id).text("elementName", title_of(element));
    calendar = calendar_of(names.known(), *process->definition, &element);
  }
  const Actor actor = actor_of(one.actor);
  const std::string& person = one.by.empty() ? actor.person : one.by;
  const std::string& hand = actor.in_name.empty() ? person : actor.in_name;
  out.text("by", hand).text("byName", names.person(hand));
  if (!actor.in_name.empty()) out.text("onBehalfOf", person).text("onBehalfOfName", names.person(person));
  out.text("outcome", one.outcome).text("outcomeName", one.outcome).text("opinion", one.opinion);
  out.raw("attachments", json_list(one.attachments, [&](const auto& file) { return attachment_json(call, file); }));
  return out.number("lastedWorkingHours", working_hours(one.began, one.at, calendar, call.services.zones)).done();
}

}  // namespace

std::string current_json(const api::Call& call, const Names& names, const host::Live& live, Instant now) {
  return json_list(waiting(live), [&](const Waiting& one) { return current_one(call, names, live, one, now); });
}

std::string progress_json(const api::Call& call, const Names& names, const host::Live& live, const story::Way& way,
                          std::vector<story::Opinion> opinions, Instant now) {
  std::ranges::stable_sort(opinions, {}, &story::Opinion::at);
  const std::string key = live.row.process;
  JsonObject out;
  out.text("process", key).text("processName", names.process(key)).number("version", live.row.version);
  out.text("xmlHref", "/api/v1/processes/" + key + "/xml?version=" + std::to_string(live.row.version));
  out.raw("taken", taken_json(*live.definition, way)).raw("current", current_json(call, names, live, now));
  out.raw("next", next_json(names, live));
  return out.raw("opinions", json_list(opinions, [&](const auto& one) { return opinion_json(call, names, one); }))
      .done();
}

}  // namespace bihuan::resources
