// Decides what the program can be asked over HTTP: one table, in which a route stands with its permission, its handler,
// its name in the contract (openapi.yaml) and what it takes as a body. It does not match paths (router.h).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "api/call.h"
#include "api/security/permission.h"

namespace bihuan::api {

/// What a route takes as a body; anything else is 415.
enum class Content {
  None,
  Json,      ///< application/json; no body at all counts as {}
  Upload,    ///< multipart/form-data
  Anything,  ///< an attachment: multipart/form-data or the bytes themselves
};

/// Who sees to it that a POST with an Idempotency-Key takes effect once.
enum class Repeat {
  Harmless,  ///< no POST, or one (signing in) that may happen twice: the header means nothing here
  Host,      ///< the effect and the stored answer are one commit
  Stored,    ///< the answer is stored after the effect: a crash between the two lets a repeat take effect again
  Secret,    ///< as Stored, but the secret in the answer is not kept: the repeat's answer lacks `token`
};

struct Route {
  std::string_view method, pattern;
  security::Action permission;
  Handler handler;
  std::string_view operation;  ///< operationId of the contract
  Content content = Content::None;
  std::size_t body_limit = 64u << 10;  ///< bytes
  Repeat repeat = Repeat::Harmless;
};

std::span<const Route> routes();

}  // namespace bihuan::api
