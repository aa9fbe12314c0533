// Decides the rows about those who use the program: accounts, sessions, tokens, what they noted, what they uploaded.
// Who may do what is not decided here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/ids.h"
#include "engine/base/instant.h"

namespace bihuan::store {

struct TokenRow {
  std::string hash;  ///< SHA-256 of the token, hex
  std::string person, name;
  std::string scope;  ///< comma list of what the token may be used for; "all" = everything
  Instant created;
  std::optional<Instant> expires;
  std::string id;  ///< public: names the token without being it
  std::optional<Instant> used;
};

struct AccountRow {
  std::string person, password_hash;
  std::string roles;    ///< comma list, see api/security/sign_in.h
  std::string login;    ///< the name to sign in with, if it is not the person's id; unique
  std::string subject;  ///< "<issuer> <subject>" of who signs in through a provider; unique
  bool disabled = false;
  std::optional<Instant> changed;    ///< when the password was set
  std::optional<Instant> signed_in;  ///< the last time; written by note_sign_in alone
  std::int64_t revision = 0;         ///< as read; 0 = a new account
};

/// Somebody signed in with a browser. The cookie is a secret that is stored nowhere.
struct SessionRow {
  std::string hash;  ///< SHA-256 of the cookie, hex
  std::string id;    ///< public: names the session without being it
  std::string person;
  Instant created, seen, expires;
  std::string agent, address;  ///< what the browser said, where it came from
};

/// Failures to sign in, counted by name: an account, an address.
struct AttemptRow {
  std::string name;
  std::int64_t failures = 0;
  Instant last;
};

/// What somebody keeps for themselves: a draft, phrases, a filter, settings.
struct DocumentRow {
  std::string person, kind, name;
  std::string body;  ///< JSON
  Instant updated;
};

struct AttachmentRow {
  std::string id, file_name, content_type, sha256, by;
  std::int64_t size = 0;
  InstanceId instance;
  Instant created;
};

/// A document that is replaced as a whole, with a number that grows by one each time.
struct Revised {
  std::string json;
  std::int64_t revision = 0;
  bool operator==(const Revised&) const = default;
};

/// The numbers of what every node must see change; 0 = there is none yet.
struct Revisions {
  std::int64_t organisation = 0, permissions = 0;
  bool operator==(const Revisions&) const = default;
};

}  // namespace bihuan::store
