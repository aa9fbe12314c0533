// What the caller has been told: reminders and urges that processes sent.
#include "adapters/codec/ids.h"
#include "api/json_writer.h"
#include "api/resources/resources.h"

namespace bihuan::resources {

using namespace api;

Answer list_notifications(const Call& call) {
  Query query(*call.request);
  const store::Page page = query.page("it");
  if (auto wrong = query.finish()) return *wrong;
  const auto listed = call.services.store.notifications(call.caller.person, page);
  const std::string items = json_list(listed.rows, [](const store::NotificationRow& row) {
    JsonObject out;
    out.text("id", row.id).text("text", row.text);
    if (row.instance) out.text("instance", codec::text(row.instance));
    return out.moment("created", row.created).flag("read", row.read).done();
  });
  return json_answer(json_page(items, listed.next));
}

Answer read_notification(const Call& call) {
  const auto body = call.body({});
  if (!body) return body.error();
  if (!call.services.store.mark_read(call.caller.person, call.parameter("id"))) {
    return not_found("该通知", "a notification with this id");
  }
  return empty_answer();
}

Answer read_all_notifications(const Call& call) {
  const auto body = call.body({});
  if (!body) return body.error();
  call.services.store.mark_all_read(call.caller.person);
  return empty_answer();
}

}  // namespace bihuan::resources
