#include "tests/api/node.h"

#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "adapters/codec/json.h"
#include "api/router.h"
#include "api/security/secret.h"
#include "api/security/sign_in.h"
#include "tests/api/contract.h"
#include "tests/api/samples.h"

namespace bihuan::api::testing {
namespace {

std::size_t take_body(char* data, std::size_t, std::size_t size, void* to) {
  static_cast<std::string*>(to)->append(data, size);
  return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* to) {
  const std::string line(data, size);
  const std::size_t colon = line.find(':');
  if (colon != std::string::npos) {
    std::string name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t begin = line.find_first_not_of(' ', colon + 1);
    const std::size_t end = line.find_last_not_of("\r\n");
    (*static_cast<std::map<std::string, std::string>*>(to))[name] =
        begin > end ? "" : line.substr(begin, end - begin + 1);
  }
  return size;
}

std::vector<std::string> segments_of(const std::string& path) {
  std::vector<std::string> out;
  std::istringstream rest(path.substr(1, path.find('?') - 1));
  for (std::string segment; std::getline(rest, segment, '/');) out.push_back(segment);
  return out;
}

const Value* walk(const Value& from, const std::string& path) {
  const Value* at = &from;
  std::istringstream rest(path);
  for (std::string step; at && std::getline(rest, step, '/');) {
    if (const List* list = at->list()) {
      const std::size_t i = std::stoul(step);
      at = i < list->size() ? &(*list)[i] : nullptr;
    } else {
      at = at->entry(step);
    }
  }
  return at;
}

}  // namespace

std::string Answered::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::string Answered::at(const std::string& path) const {
  const Value* value = walk(json, path);
  if (!value || value->is_null()) return "";
  return value->string() ? *value->string() : codec::to_json(*value);
}

std::size_t Answered::size(const std::string& path) const {
  const Value* value = walk(json, path);
  return value && value->list() ? value->list()->size() : 0;
}

std::vector<std::string> Answered::pointers() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < size("errors"); ++i) out.push_back(at("errors/" + std::to_string(i) + "/pointer"));
  std::ranges::sort(out);
  return out;
}

Node::Node(std::string store, bool clock_moves, std::function<void(ApplicationSettings&)> change) {
  ApplicationSettings settings{.store = std::move(store)};
  settings.http.port = 0;
  settings.http.threads = 1;
  settings.workers = 3;
  if (clock_moves) settings.clock = [this] { return Instant{now_us_}; };
  if (change) change(settings);
  application_ = std::make_unique<Application>(settings);
  auto started = application_->start();
  if (!started) throw std::runtime_error(started.error());
  started_ = *started;
  // An administrator who has changed the one-time password, without the time that hashing takes.
  token_ = security::new_token();
  store::Store& rows = application_->store();
  store::AccountRow admin = rows.account("admin").value();
  admin.password_hash.clear();
  admin.roles = std::string(security::role_administrator);
  rows.save_account(admin);
  rows.save_token({.hash = security::sha256_hex(token_), .person = "admin", .name = "tests", .scope = "all"});
  const Answered imported = ask({.method = "PUT", .path = "/api/v1/org", .body = std::string(sample_organisation)});
  if (imported.status != 204) throw std::runtime_error(imported.text);
}

Node::~Node() {
  application_->stop(std::chrono::milliseconds(2000));
}

Answered ask_port(std::uint16_t port, const Asked& asked) {
  Answered answered;
  CURL* curl = curl_easy_init();
  curl_slist* headers = nullptr;
  const auto add = [&](const std::string& line) { headers = curl_slist_append(headers, line.c_str()); };
  if (asked.as != "-") add("Authorization: Bearer " + asked.token);
  if (!asked.as.empty() && asked.as != "-") add("X-Act-As: " + asked.as);
  add("Content-Type: " + asked.content_type);
  add("Expect:");
  for (const std::string& line : asked.headers) add(line);
  const std::string url = "http://127.0.0.1:" + std::to_string(port) + asked.path;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, asked.method.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, asked.give_up_ms);
  if (asked.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  if (!asked.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(asked.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, asked.body.data());
  }
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answered.text);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answered.headers);
  curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  answered.status = static_cast<int>(status);
  if (auto json = codec::parse_json(answered.text)) answered.json = *json;
  const Matched matched = match(asked.method, segments_of(asked.path));
  if (asked.in_contract && matched.route && asked.method != "HEAD" && status != 0) {
    const std::string operation(matched.route->operation);
    EXPECT_THAT(
        Contract::loaded().broken_by(operation, answered.status, answered.header("content-type"), answered.json),
        ::testing::IsEmpty())
        << asked.method << " " << asked.path << "\n"
        << answered.text.substr(0, 2000);
  }
  return answered;
}

Answered Node::ask(const Asked& asked) const {
  Asked with_token = asked;
  if (asked.token.empty()) with_token.token = token_;
  return ask_port(port(), with_token);
}

Answered Node::get(const std::string& path, const std::string& as) const {
  return ask({.method = "GET", .path = path, .as = as});
}

Answered Node::post(const std::string& path, const std::string& body, const std::string& as,
                    std::vector<std::string> headers) const {
  return ask({.method = "POST", .path = path, .body = body, .as = as, .headers = std::move(headers)});
}

Answered Node::deploy(const std::vector<File>& files, const std::string& query) const {
  return ask({.method = "POST",
              .path = "/api/v1/deployments" + query,
              .body = multipart(files),
              .content_type = "multipart/form-data; boundary=tests-boundary"});
}

std::string Node::start(const std::string& process, const std::string& variables, const std::string& as) const {
  const Answered answered =
      post("/api/v1/instances", R"({"process":")" + process + R"(","variables":)" + variables + "}", as);
  EXPECT_EQ(answered.status, 201) << answered.text;
  return answered.at("id");
}

std::string Node::task_of(const std::string& instance) const {
  const Answered listed = get("/api/v1/tasks?instance=" + instance);
  EXPECT_EQ(listed.size("items"), 1u) << listed.text;
  return listed.at("items/0/id");
}

std::string Node::incident_of(const std::string& instance) const {
  return get("/api/v1/incidents?instance=" + instance).at("items/0/code");
}

std::string multipart(const std::vector<File>& files) {
  std::string out;
  for (const File& file : files) {
    out += "--tests-boundary\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + file.name +
           "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + file.bytes + "\r\n";
  }
  return out + "--tests-boundary--\r\n";
}

}  // namespace bihuan::api::testing
