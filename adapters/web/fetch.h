// Decides how this program asks another server over HTTP: bounded in time and size, no redirects, certificates checked.
// It does not decide whom to ask or what the answer means.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <string>
#include <vector>

namespace bihuan::web {

struct FetchRequest {
  std::string url;
  std::string form;                  ///< not empty: POST as application/x-www-form-urlencoded
  std::vector<std::string> headers;  ///< "Name: value"
  std::chrono::milliseconds timeout{5000};
  std::size_t longest_answer = 1u << 20;  ///< bytes
};

struct FetchAnswer {
  long status = 0;
  std::string body;
};

/// Blocks until there is an answer. Rejects, in words for the log without the URL's query: no answer in time, one that
/// is too long, a certificate that is not trusted, a scheme other than http and https.
std::expected<FetchAnswer, std::string> fetch(const FetchRequest& request);

using Fetch = std::function<std::expected<FetchAnswer, std::string>(const FetchRequest&)>;

/// "a=b&c=d", percent-encoded.
std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields);
std::string percent_encoded(const std::string& text);

}  // namespace bihuan::web
