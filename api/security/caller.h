// Decides what is known of who calls. It does not find out (gate.h) and does not judge (permission.h).
#pragma once

#include <memory>
#include <string>

#include "engine/base/instant.h"

namespace bihuan::security {

struct Rights;

struct Caller {
  std::string person;          ///< who acts: the signed-in person, or whom the administrator acts for; empty = nobody
  std::string actor;           ///< as the journal names them: "p-grid-01", "admin", "admin as p-grid-01"
  std::string token;           ///< SHA-256 of the token, hexadecimal; empty for a session
  std::string session;         ///< SHA-256 of the session's cookie, hexadecimal; empty for a token
  std::string csrf;            ///< what a page must send with whatever changes something
  Instant expires;             ///< of a session: when it ends if it is not used any more
  bool administrator = false;  ///< keeps the program running (系统管理员); false while acting for somebody
  bool worker = false;         ///< the token is for external tasks alone
  std::string token_scope;     ///< of a bearer token, comma list: "read", "work"; empty or "all" = everything
  bool must_change_password = false;     ///< signed in with a one-time password
  std::shared_ptr<const Rights> rights;  ///< what roles may do, and who holds them, at this moment

  bool signed_in() const { return !actor.empty(); }
};

}  // namespace bihuan::security
