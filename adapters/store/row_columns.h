// Decides which column holds which field: one list a row type, from which statements, parameters and reading are made.
// The tables themselves are in schema.cpp.
#pragma once

#include "adapters/store/cell_of.h"
#include "adapters/store/id_block.h"
#include "adapters/store/list_order.h"
#include "adapters/store/store.h"

namespace bihuan::store {

// clang-format off
template <class R> requires std::same_as<std::remove_const_t<R>, InstanceRow>
void columns(R& r, auto&& f) {
  f("id", r.id), f("definition", r.definition), f("process", r.process), f("version", r.version);
  f("status", r.status), f("business_key", r.business_key), f("title", r.title), f("initiator", r.initiator);
  f("caller", CallerInstance{r.caller}), f("caller_work", CallerWork{r.caller}), f("root", r.root);
  f("started", r.started), f("ended", r.ended), f("revision", r.revision), f("head_seq", r.head_seq);
  f("head", r.head), f("header", AsBytes{r.header}), f("unit", r.unit), f("line", r.line);
}
template <class R> requires std::same_as<std::remove_const_t<R>, JournalRow>
void columns(R& r, auto&& f) {
  f("instance", r.instance), f("seq", r.seq), f("at", r.at), f("actor", r.actor), f("request_id", r.request_id);
  f("reason", r.reason), f("command", AsBytes{r.command}), f("events", AsBytes{r.events});
  f("previous", r.previous), f("hash", r.hash);
}
template <class R> requires std::same_as<std::remove_const_t<R>, TaskRow>
void columns(R& r, auto&& f) {
  f("instance", r.instance), f("work", r.work), f("definition", r.definition), f("process", r.process);
  f("element", r.element), f("name", r.name), f("business_key", r.business_key), f("title", r.title);
  f("assignee", r.assignee), f("candidates", r.candidates), f("form", r.form), f("due", r.due);
  f("priority", r.priority), f("created", r.created), f("status", r.status), f("ended", r.ended);
  f("ended_by", r.ended_by), f("outcome", r.outcome), f("opinion", r.opinion), f("claimed", r.claimed);
}
template <class R> requires std::same_as<std::remove_const_t<R>, JobRow>
void columns(R& r, auto&& f) {
  f("instance", r.instance), f("work", r.work), f("kind", r.kind), f("process", r.process), f("element", r.element);
  f("business_key", r.business_key), f("topic", r.topic), f("due", r.due), f("retries", r.retries);
  f("priority", r.priority), f("suspended", r.suspended), f("payload", r.payload), f("last_error", r.last_error);
  f("lock_owner", r.lock_owner), f("lock_until", r.lock_until);
}
template <class R> requires std::same_as<std::remove_const_t<R>, SubscriptionRow>
void columns(R& r, auto&& f) {
  f("instance", r.instance), f("work", r.work), f("kind", r.kind), f("name", r.name), f("key", r.key);
  f("element", r.element), f("business_key", r.business_key);
}
template <class R> requires std::same_as<std::remove_const_t<R>, IncidentRow>
void columns(R& r, auto&& f) {
  f("instance", r.instance), f("incident", r.incident), f("work", r.work), f("process", r.process);
  f("element", r.element), f("business_key", r.business_key), f("code", r.code), f("message_zh", r.message_zh);
  f("message_en", r.message_en), f("since", r.since), f("resolved", r.resolved), f("resolved_by", r.resolved_by);
}
template <class R> requires std::same_as<std::remove_const_t<R>, MessageRow>
void columns(R& r, auto&& f) {
  f("id", r.id), f("name", r.name), f("key", r.key), f("variables", AsBytes{r.variables}), f("created", r.created);
  f("expires", r.expires), f("taken", r.taken);
}
template <class R> requires std::same_as<std::remove_const_t<R>, IdempotencyRow>
void columns(R& r, auto&& f) {
  f("key", r.key), f("fingerprint", r.fingerprint), f("status", r.status), f("body", AsBytes{r.body});
  f("created", r.created);
}
template <class R> requires std::same_as<std::remove_const_t<R>, NotificationRow>
void columns(R& r, auto&& f) {
  f("id", r.id), f("receiver", r.to), f("message", r.text), f("instance", r.instance), f("created", r.created);
  f("seen", r.read);
}
template <class R> requires std::same_as<std::remove_const_t<R>, DefinitionRow>
void columns(R& r, auto&& f) {
  f("id", r.id), f("kind", r.kind), f("key", r.key), f("version", r.version), f("name", r.name);
  f("version_tag", r.version_tag), f("deployment", r.deployment), f("file", r.file), f("enabled", r.enabled);
}
template <class R> requires std::same_as<std::remove_const_t<R>, DeploymentRow>
void columns(R& r, auto&& f) {
  f("id", r.id), f("name", r.name), f("note", r.note), f("author", r.by), f("at", r.at);
}
template <class R> requires std::same_as<std::remove_const_t<R>, FileRow>
void columns(R& r, auto&& f) {
  f("name", r.name), f("kind", r.kind), f("bytes", AsBytes{r.bytes});
}
template <class R> requires std::same_as<std::remove_const_t<R>, StartRow>
void columns(R& r, auto&& f) {
  f("definition", r.definition), f("process", r.process), f("element", r.element), f("timer", r.timer);
  f("message", r.message), f("due", r.due), f("fired", r.fired);
}
template <class R> requires std::same_as<std::remove_const_t<R>, TokenRow>
void columns(R& r, auto&& f) {
  f("hash", r.hash), f("person", r.person), f("name", r.name), f("scope", r.scope), f("created", r.created);
  f("expires", r.expires), f("id", r.id), f("used", r.used);
}
template <class R> requires std::same_as<std::remove_const_t<R>, AccountRow>
void columns(R& r, auto&& f) {
  f("person", r.person), f("password_hash", r.password_hash), f("roles", r.roles), f("login", r.login);
  f("subject", r.subject), f("disabled", r.disabled), f("changed", r.changed), f("signed_in", r.signed_in);
  f("revision", r.revision);
}
template <class R> requires std::same_as<std::remove_const_t<R>, SessionRow>
void columns(R& r, auto&& f) {
  f("hash", r.hash), f("id", r.id), f("person", r.person), f("created", r.created), f("seen", r.seen);
  f("expires", r.expires), f("agent", r.agent), f("address", r.address);
}
template <class R> requires std::same_as<std::remove_const_t<R>, AttemptRow>
void columns(R& r, auto&& f) {
  f("name", r.name), f("failures", r.failures), f("last", r.last);
}
template <class R> requires std::same_as<std::remove_const_t<R>, DocumentRow>
void columns(R& r, auto&& f) {
  f("person", r.person), f("kind", r.kind), f("name", r.name), f("body", AsBytes{r.body}), f("updated", r.updated);
}
template <class R> requires std::same_as<std::remove_const_t<R>, AttachmentRow>
void columns(R& r, auto&& f) {
  f("id", r.id), f("file_name", r.file_name), f("content_type", r.content_type), f("sha256", r.sha256);
  f("author", r.by), f("size", r.size), f("instance", r.instance), f("created", r.created);
}
// clang-format on

/// Columns that are written and never read: the order of lists.
template <class Row>
void order_columns(const Row&, auto&&) {}
inline void order_columns(const InstanceRow& r, auto&& f) {
  f("recent", -r.started.us);
}
inline void order_columns(const TaskRow& r, auto&& f) {
  f("rank", rank_of(r));
}
inline void order_columns(const IncidentRow& r, auto&& f) {
  f("recent", -r.since.us);
}
inline void order_columns(const NotificationRow& r, auto&& f) {
  f("recent", -r.created.us);
}

}  // namespace bihuan::store
