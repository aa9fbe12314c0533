// Decides what is known of who calls. It does not find out (gate.h) and does not judge (permission.h).
#pragma once

#include <string>

namespace bihuan::security {

struct Caller {
  std::string person;          ///< who acts: the signed-in person, or whom the administrator acts for; empty = nobody
  std::string actor;           ///< as the journal names them: "p-grid-01", "admin", "admin as p-grid-01"
  std::string token;           ///< SHA-256 of the token, hexadecimal
  bool administrator = false;  ///< may do everything; false while acting for somebody
  bool worker = false;         ///< the token is for external tasks alone
  bool must_change_password = false;  ///< signed in with a one-time password

  bool signed_in() const { return !actor.empty(); }
};

}  // namespace bihuan::security
