// bihuan deploy FILE…: hands files to a running server, which takes or refuses them as a whole.
#include <curl/curl.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "adapters/codec/json.h"
#include "adapters/system/files.h"
#include "api/cli/command.h"

namespace bihuan::cli {
namespace {

struct Options {
  std::string url = "http://127.0.0.1:8080", token, name, note;
  bool check = false;
  std::vector<std::string> files;
};

struct Answer {
  long status = 0;
  std::string body, error;
};

std::size_t collect(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

void add_part(curl_mime* form, const char* name, const std::string& text, const char* file_name) {
  curl_mimepart* part = curl_mime_addpart(form);
  curl_mime_name(part, name);
  curl_mime_data(part, text.data(), text.size());
  if (file_name) curl_mime_filename(part, file_name);
}

Answer post(const Options& options, const std::vector<std::pair<std::string, std::string>>& files) {
  Answer answer;
  CURL* curl = curl_easy_init();
  curl_mime* form = curl_mime_init(curl);
  add_part(form, "name", options.name, nullptr);
  add_part(form, "note", options.note, nullptr);
  for (const auto& [name, bytes] : files) add_part(form, "file", bytes, name.c_str());
  const std::string url = options.url + "/api/v1/deployments" + (options.check ? "?check=true" : "");
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + options.token).c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) answer.error = curl_easy_strerror(code);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_slist_free_all(headers);
  curl_mime_free(form);
  curl_easy_cleanup(curl);
  return answer;
}

std::string word(const Value& object, std::string_view name) {
  const Value* value = object.entry(name);
  if (!value) return "";
  return value->string() ? *value->string() : codec::to_json(*value);
}

void print(const Answer& answer, const Shared& shared) {
  const auto body = codec::parse_json(answer.body);
  if (shared.json || !body) {
    fmt::print("{}\n", answer.body);
    return;
  }
  if (const Value* diagnostics = body->entry("diagnostics"); diagnostics && diagnostics->list()) {
    for (const Value& diagnostic : *diagnostics->list()) {
      fmt::print("{}:{}: {}: {}\n", word(diagnostic, "file"), word(diagnostic, "line"), word(diagnostic, "severity"),
                 word(diagnostic, shared.english ? "messageEn" : "message"));
    }
  }
  if (answer.status >= 400) fmt::print(stderr, "bihuan deploy: {} {}\n", answer.status, word(*body, "detail"));
  if (answer.status < 300 && !body->entry("id")) fmt::print("{}\n", shared.english ? "can be deployed" : "可以部署");
  if (answer.status < 300 && body->entry("id"))
    fmt::print("{} {}\n", shared.english ? "deployed" : "已部署", word(*body, "id"));
}

void run(Options options, Shared& shared) {
  if (options.token.empty()) {
    if (const char* token = std::getenv("BIHUAN_TOKEN")) options.token = token;
  }
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& path : options.files) {
    auto bytes = system::read_file(path);
    if (!bytes) {
      fmt::print(stderr, "bihuan deploy: {}\n", bytes.error());
      shared.exit_code = 2;
      return;
    }
    files.emplace_back(std::filesystem::path(path).filename(), std::move(*bytes));
  }
  const Answer answer = post(options, files);
  if (!answer.error.empty()) {
    fmt::print(stderr, "bihuan deploy: {}: {}\n", options.url, answer.error);
    shared.exit_code = 2;
    return;
  }
  print(answer, shared);
  shared.exit_code = answer.status < 300 ? 0 : answer.status < 500 ? 1 : 2;
}

}  // namespace

void add_deploy(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("deploy", "部署文件到运行中的服务 / deploy files to a running server");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "文件 / files, taken or refused as a whole")->required();
  command->add_option("--url", options->url, "服务地址 / server")->capture_default_str();
  command->add_option("--token", options->token, "令牌；也可用环境变量 BIHUAN_TOKEN / bearer token, or BIHUAN_TOKEN");
  command->add_option("--name", options->name, "部署名称 / name of the deployment");
  command->add_option("--note", options->note, "说明 / what changed and why");
  command->add_flag("--check", options->check, "只检查 / only check");
  command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace bihuan::cli
