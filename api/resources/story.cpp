// The record of a case as people read it: what happened, in sentences.
#include "api/story/story.h"

#include "adapters/codec/ids.h"
#include "api/json_writer.h"
#include "api/resources/mask.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/resources/sight.h"

namespace bihuan::resources {
namespace {

using namespace api;

std::string attachments_json(const std::vector<event::Attachment>& attachments) {
  return json_list(attachments, [](const event::Attachment& one) {
    return JsonObject().text("id", one.id).text("name", one.file_name).done();
  });
}

std::string details_json(const std::vector<story::Detail>& details) {
  return json_list(details, [](const story::Detail& one) {
    return JsonObject().text("label", one.label).text_if("labelEn", one.label_en).text("value", one.value).done();
  });
}

/// Who did it; and where that was somebody else's hand, in whose name.
void add_actor(JsonObject& out, const Actor& actor, const Names& names) {
  const std::string& hand = actor.in_name.empty() ? actor.person : actor.in_name;
  out.text("actor", hand).text("actorName", names.person(hand));
  if (!actor.in_name.empty()) {
    out.text("onBehalfOf", actor.person).text("onBehalfOfName", names.person(actor.person));
  }
}

std::string entry_json(const story::Entry& entry, const definition::Definition& definition, const Names& names) {
  const Actor actor = actor_of(entry.actor);
  JsonObject out;
  out.number("seq", static_cast<std::int64_t>(entry.seq)).moment("at", entry.at);
  add_actor(out, actor, names);
  out.text("kind", entry.kind).text("text", entry.text).text("textEn", entry.text_en);
  if (entry.element) {
    const definition::Element& element = definition.at(entry.element);
    out.text("element", element.id).text("elementName", title_of(element));
  }
  out.raw("details", details_json(entry.details));
  return out.raw("attachments", attachments_json(entry.attachments)).done();
}

std::expected<store::LoadedInstance, Problem> visible(const Call& call) {
  return permitted(call, security::Action::RecordRead);
}

}  // namespace

Answer read_story(const Call& call) {
  Query query(*call.request);
  const auto seq = query.integer("seq");
  if (auto wrong = query.finish()) return *wrong;
  const auto loaded = visible(call);
  if (!loaded) return loaded.error();
  const Names names(call.services);
  const host::KnownProcess* process = names.known().process(loaded->row.definition);
  if (!process) return not_found("该流程的定义", "the definition of this instance");
  const Mask mask = mask_for(call, *process->definition, loaded->row);
  story::Teller teller(*process, names, [&mask](std::string_view name) { return mask.hides(name); });
  std::string entries;
  story::Until until;
  if (seq) until.seq = static_cast<std::uint64_t>(*seq);
  const bool whole = story::read_records(call.services.store, loaded->row.id, until, [&](const auto& record) {
    for (const story::Entry& entry : teller.tell(record)) {
      entries += (entries.empty() ? "" : ",") + entry_json(entry, *process->definition, names);
    }
  });
  JsonObject out;
  out.raw("case", instance_json(loaded->row, names)).raw("entries", "[" + entries + "]");
  if (!mask.empty()) out.raw("masked", json_texts(mask.names()));
  return json_answer(out.flag("complete", whole).done());
}

}  // namespace bihuan::resources
