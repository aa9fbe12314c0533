// Decides the way of every request: route, who calls, may they, is the body of the right kind, has it been done before,
// then the resource; and what becomes of what a resource throws. It does not know any resource.
#pragma once

#include "api/call.h"
#include "api/http/settings.h"

namespace bihuan::api {

/// Answers the request, now or later. For a thread that may block.
void dispatch(Services& services, http::Request request, const http::Reply& reply);

/// How large a body may be, known when only the head has been read.
http::BodyRule body_rule(const http::RequestHead& head);

/// Which threads a request waits for, so that a store that hangs holds up only those who ask it.
enum class Lane {
  Work,    ///< whatever asks the store
  Ready,   ///< whether the store answers
  NoStore  ///< life signs, pages, the contract: these never ask it
};
Lane lane_of(const http::RequestHead& head);

/// What is answered when no thread is free, or none has been for too long.
http::Response overloaded(const http::RequestHead& request);

}  // namespace bihuan::api
