#include "api/once.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "adapters/codec/json.h"
#include "api/http/multipart.h"
#include "api/routes.h"
#include "api/security/secret.h"
#include "engine/base/check.h"

namespace bihuan::api {
namespace {

constexpr std::size_t longest_key = 255;

/// A text with its length in front, so that two different lists of texts never read the same.
void add(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

/// Multipart boundaries are drawn anew for each try, so an upload is known by its parts.
std::string fingerprint(const http::Request& request) {
  std::string what;
  add(what, request.method);
  add(what, request.target);
  const std::string* type = request.header("Content-Type");
  const auto parts = type ? http::parse_multipart(*type, request.body)
                          : std::expected<std::vector<http::FormPart>, http::MultipartError>(std::unexpect);
  if (!parts) {
    add(what, request.body);
  } else {
    for (const http::FormPart& part : *parts)
      add(what, part.name), add(what, part.filename.value_or("")), add(what, part.data);
  }
  return security::sha256_hex(what);
}

/// Keys of this node's requests that are being handled.
class InProgress {
 public:
  explicit InProgress(const std::string& key) : key_(key) {
    const std::lock_guard lock(mutex_);
    mine_ = keys_.insert(key).second;
  }
  ~InProgress() {
    const std::lock_guard lock(mutex_);
    if (mine_) keys_.erase(key_);
  }
  InProgress(const InProgress&) = delete;
  InProgress& operator=(const InProgress&) = delete;
  bool mine() const { return mine_; }

 private:
  static inline std::mutex mutex_;
  static inline std::set<std::string> keys_;
  std::string key_;
  bool mine_ = false;
};

std::string without_secret(const std::string& body) {
  const auto value = codec::parse_json(body);
  CHECK(value && value->context());
  ContextEntries kept = *value->context();
  std::erase_if(kept, [](const auto& entry) { return entry.first == "token" || entry.first == "password"; });
  return codec::to_json(Value(std::move(kept)));
}

Answer replayed(const store::IdempotencyRow& row) {
  http::Response response = row.body.empty() ? http::Response{.status = row.status} : json_answer(row.body, row.status);
  response.headers.push_back({"Idempotent-Replayed", "true"});
  return response;
}

}  // namespace

std::expected<std::optional<host::Once>, Problem> once_of(const http::Request& request,
                                                          const security::Caller& caller) {
  const std::string* key = request.header("Idempotency-Key");
  if (!key) return std::nullopt;
  const bool visible = std::ranges::all_of(*key, [](char c) { return c > ' ' && c < 0x7f; });
  if (key->empty() || key->size() > longest_key || !visible) {
    return std::unexpected(Problem{Fault::InvalidParameter,
                                   "Idempotency-Key 应为 1 到 255 个可见字符",
                                   "Expected an Idempotency-Key of 1 to 255 visible characters",
                                   {}});
  }
  return host::Once{caller.actor + "/" + *key, fingerprint(request)};
}

std::optional<Answer> answered_before(const Call& call) {
  const auto before = call.services.store.answer(call.once->key);
  if (!before) return std::nullopt;
  if (before->fingerprint == call.once->fingerprint) return replayed(*before);
  return Problem{Fault::KeyReused,
                 "该 Idempotency-Key 已用于另一个不同的请求",
                 "Expected the same request for this Idempotency-Key, but it was used for another",
                 {}};
}

Answer answer_once(const Call& call, const std::function<Answer()>& work) {
  const InProgress place(call.once->key);
  if (!place.mine()) {
    return Problem{Fault::KeyInProgress,
                   "同一 Idempotency-Key 的请求正在处理，请稍后再试",
                   "Expected the first request with this Idempotency-Key to be over; try again later",
                   {}};
  }
  if (auto before = answered_before(call)) return std::move(*before);
  Answer answer = work();
  const auto* response = std::get_if<http::Response>(&answer);
  if (response && response->status < 300) keep_answer(call, response->status, response->body);
  return answer;
}

void keep_answer(const Call& call, int status, const std::string& body) {
  if (!call.once) return;
  const bool secret = call.route->repeat == Repeat::Secret;
  store::Batch batch;
  batch.answers.push_back(
      {call.once->key, call.once->fingerprint, status, secret ? without_secret(body) : body, call.services.host.now()});
  call.services.store.commit(batch);
}

}  // namespace bihuan::api
