// Decides what the host can be asked and how it answers. It does not know HTTP: the API renders what happened while the
// request is being run, because the answer to a repeated request is stored in the same transaction as its effect.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "adapters/store/store.h"
#include "engine/engine.h"

namespace bihuan::host {

struct Live;

/// Starts an instance of the newest enabled version of `process`, or of exactly `version` or `definition`.
struct Start {
  std::string process;
  std::optional<int> version;
  DefinitionId definition;
  std::string start_element;  ///< what begins it (definition/starts.h); empty = the none start event
  std::string business_key, initiator;
  state::Variables variables;
};

/// A command for one instance.
struct Tell {
  InstanceId instance;
  Command command;
};

/// A message: reaches exactly one subscription, else starts a process, else is kept for `time_to_live_us`.
struct Publish {
  std::string name, key;
  std::string id;  ///< taken once; empty = no such promise
  std::int64_t time_to_live_us = 0;
  state::Variables variables;
};

/// A kept message, offered again to who waits for it now.
struct Deliver {
  Publish message;
};

/// A signal: reaches every subscription of this moment, and begins the processes that start with it.
struct Broadcast {
  std::string name;
  state::Variables variables;
};

/// Conditional start events: every process whose condition is true over these variables begins with them.
struct EvaluateConditions {
  state::Variables variables;
  std::string business_key, initiator;
  DefinitionId definition;  ///< this one alone; none = the newest enabled version of each process
};

enum class FailureCode { NotFound, AlreadyDone, NotAllowed, InvalidInput, WrongState, Unavailable, Broken };

struct Failure {
  FailureCode code = FailureCode::NotFound;
  std::string message_zh, message_en;
  std::vector<InputFault> faults;
};

Failure failure_of(const Rejection& rejection);

/// What came of a request, valid only while it is rendered.
struct Ran {
  InstanceId instance;            ///< none: nothing was reached (a kept message)
  const Live* live = nullptr;     ///< that instance after the request
  std::span<const Event> events;  ///< of that instance
  std::size_t reached = 0;        ///< subscriptions reached by a signal or message
  bool kept = false;              ///< the message waits
  Instant at;                     ///< when it ran, as the journal says
  std::optional<Failure> failure;
  std::vector<InstanceId> started;  ///< by conditions or a signal, in order; they exist once the request has run
};

/// An answer as the caller wants it kept.
struct Rendered {
  int status = 0;
  std::string body;
  bool repeated = false;  ///< the stored answer of an earlier request with the same key
};

/// An Idempotency-Key, with the caller's identity in front; the fingerprint tells a repeat from a mix-up.
struct Once {
  std::string key, fingerprint;
};

struct Request {
  std::variant<Start, Tell, Publish, Deliver, Broadcast, EvaluateConditions> what;
  std::string actor, request_id, reason;
  std::optional<Once> once;
  std::vector<store::NotificationRow> notifications;  ///< written with the effect
  bool in_background = false;                         ///< timers and handlers: people go ahead
  /// On the host's thread, before the commit; may not block. For FailureCode::Unavailable it may not ask the store.
  std::function<Rendered(const Ran&)> render;
  std::function<void(const Rendered&)> answer;        ///< on the host's thread, after the commit; may not block
};

}  // namespace bihuan::host
