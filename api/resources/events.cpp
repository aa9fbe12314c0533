// Looking on: a stream of server-sent events of one's own counters, one's notifications and one instance.
#include "api/event_hub.h"
#include "api/metrics.h"
#include "api/resources/resources.h"
#include "api/routes.h"
#include "api/security/visibility.h"

namespace bihuan::resources {

using namespace api;

namespace {

/// A page asks again by itself; by then its session must still be one.
constexpr std::int64_t longest_us = 10 * 60 * us_per_second;

}  // namespace

Answer listen(const Call& call) {
  Query query(*call.request);
  const InstanceId instance = query.instance("instance");
  if (auto wrong = query.finish()) return *wrong;
  if (instance && !security::visible_instance(call.services.store, call.caller, instance)) {
    return not_found("该事项", "an instance with this id");
  }
  if (call.request->method == "HEAD") return http::make_response(200, "text/event-stream", "");
  http::Stream stream = call.reply.stream(200,
                                          {{"Content-Type", "text/event-stream"},
                                           {"Cache-Control", "no-store"},
                                           {"X-Accel-Buffering", "no"},
                                           {"X-Content-Type-Options", "nosniff"},
                                           {"X-Request-Id", call.request_id}},
                                          http::StreamKind::Endless);
  stream.write("retry: 3000\n\n");
  Listener listener{.person = call.caller.person, .instance = instance, .stream = stream};
  listener.until = call.services.host.now() + longest_us;
  if (!call.services.events.join(std::move(listener))) {
    stream.write("event: full\ndata: {}\n\n");
    stream.finish();
  }
  call.services.metrics.answered(call.route->operation, 200, 0);
  return Later{};
}

}  // namespace bihuan::resources
