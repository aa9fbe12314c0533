// A running node for tests: the whole application on a free port, and a client that holds every answer to the contract.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "api/application.h"
#include "engine/base/value.h"

namespace bihuan::api::testing {

struct Answered {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string text;
  Value json;

  std::string header(const std::string& name) const;
  /// The string at a path of names and positions: at("items/0/id"); "" if there is none. Numbers and flags as text.
  std::string at(const std::string& path) const;
  std::size_t size(const std::string& path) const;  ///< of the list there
  std::vector<std::string> pointers() const;        ///< of a problem's errors, sorted
};

struct Asked {
  std::string method, path, body = {};
  std::string as = {};  ///< person the administrator acts for; empty: the administrator; "-": nobody
  std::string token = {};
  std::vector<std::string> headers = {};
  std::string content_type = "application/json";
  long give_up_ms = 30'000;
  bool in_contract = true;
};

/// A file of an upload.
struct File {
  std::string name, bytes;
};

class Node {
 public:
  /// `store` as in the settings. `clock_moves`: time stands still until `pass`.
  explicit Node(std::string store = "memory:", bool clock_moves = false,
                std::function<void(ApplicationSettings&)> change = {});
  ~Node();

  Answered ask(const Asked& asked) const;
  Answered get(const std::string& path, const std::string& as = {}) const;
  Answered post(const std::string& path, const std::string& body = "{}", const std::string& as = {},
                std::vector<std::string> headers = {}) const;
  Answered deploy(const std::vector<File>& files, const std::string& query = {}) const;
  /// Starts `process`; the instance's id.
  std::string start(const std::string& process, const std::string& variables = "{}", const std::string& as = {}) const;
  /// The only open task of the instance.
  std::string task_of(const std::string& instance) const;
  std::string incident_of(const std::string& instance) const;  ///< code of the only open incident, "" if none

  void pass(std::int64_t us) { now_us_ += us; }
  Application& application() { return *application_; }
  const Started& started() const { return started_; }
  std::uint16_t port() const { return started_.port; }
  const std::string& token() const { return token_; }

 private:
  std::atomic<std::int64_t> now_us_{1'790'557'200'000'000};  // 2026-09-28T09:00:00+08:00
  std::unique_ptr<Application> application_;
  Started started_;
  std::string token_;
};

/// One request to any server on this machine; `asked.token` as it stands.
Answered ask_port(std::uint16_t port, const Asked& asked);

/// multipart/form-data with the boundary "tests-boundary".
std::string multipart(const std::vector<File>& files);

}  // namespace bihuan::api::testing
