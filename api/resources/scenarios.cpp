// Running scenario tests in place: what was drawn, beside what is deployed, in a world of its own in memory, on virtual
// time. Nothing of it is kept.
#include <chrono>
#include <mutex>
#include <set>

#include "api/http/multipart.h"
#include "api/json_writer.h"
#include "api/people.h"
#include "api/resources/resources.h"
#include "api/scenario/scenario.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::chrono::seconds longest_work{10};
constexpr std::size_t most_scripts = 50;

struct Upload {
  std::vector<store::FileRow> files;
  std::vector<std::pair<std::string, std::string>> scripts;  ///< name, text
};

bool is_script(const std::string& name) {
  return name.ends_with(".yaml") || name.ends_with(".yml");
}

std::expected<Upload, Problem> read_upload(const Call& call) {
  auto parts = http::parse_multipart(*call.request->header("Content-Type"), call.request->body);
  if (!parts) {
    return std::unexpected(
        Problem{Fault::MalformedUpload, "上传内容不完整或格式有误", std::string(parts.error().detail), {}});
  }
  Upload upload;
  for (http::FormPart& part : *parts) {
    if (!part.filename) continue;
    if (is_script(*part.filename)) {
      upload.scripts.emplace_back(*part.filename, std::move(part.data));
    } else {
      upload.files.push_back({.name = *part.filename, .kind = "", .bytes = std::move(part.data)});
    }
  }
  if (upload.scripts.empty() || upload.scripts.size() > most_scripts) {
    return std::unexpected(
        Problem{Fault::MalformedUpload, "请上传 1 到 50 个剧本（.yaml）", "Expected 1 to 50 scenarios (.yaml)", {}});
  }
  return upload;
}

/// The files behind the newest version of everything, so that a drawn process finds its forms and decisions.
std::vector<store::FileRow> deployed_files(store::Store& store) {
  std::map<std::pair<std::string, std::string>, store::DefinitionRow> newest;
  for (store::DefinitionRow& row : store.definitions()) {
    store::DefinitionRow& best = newest[{row.kind, row.key}];
    if (best.version < row.version) best = std::move(row);
  }
  std::set<std::pair<std::uint64_t, std::string>> files;
  for (const auto& [key, row] : newest) files.insert({row.deployment, row.file});
  std::vector<store::FileRow> out;
  std::set<std::string> names;
  for (const auto& [deployment, name] : files) {
    auto file = store.file(deployment, name);
    if (file && names.insert(name).second) out.push_back(std::move(*file));
  }
  return out;
}

std::string step_json(const scenario::Step& step) {
  std::string message;
  for (const std::string& one : step.problems) message += (message.empty() ? "" : "；") + one;
  JsonObject out;
  out.number("line", step.line).text("text", step.text).flag("ok", step.problems.empty());
  return out.text("message", message).done();
}

std::string result_json(const scenario::Result& result) {
  JsonObject out;
  out.text("file", result.file).text("name", result.name.empty() ? result.file : result.name);
  out.flag("passed", result.passed()).raw("steps", json_list(result.told, step_json));
  out.raw("problems", json_list(result.problems, [](const scenario::Problem& one) {
            return JsonObject().number("line", one.line).text("message", one.message).done();
          }));
  return out.raw("trace", json_texts(result.trace)).done();
}

}  // namespace

Answer run_scenarios(const Call& call) {
  static std::mutex one_at_a_time;
  const std::unique_lock lock(one_at_a_time, std::try_to_lock);
  if (!lock) return Problem{Fault::Unavailable, "另一组剧本正在运行，请稍后再试", "Expected no other run", {}};
  auto upload = read_upload(call);
  if (!upload) return upload.error();
  const auto end = std::chrono::steady_clock::now() + longest_work;
  scenario::Source source{.deployments = {deployed_files(call.services.store), std::move(upload->files)}};
  source.run_script = call.services.host.run_script();
  std::erase_if(source.deployments, [](const auto& files) { return files.empty(); });
  source.organisation = *call.services.people.now();
  source.over = [end] { return std::chrono::steady_clock::now() > end; };
  std::vector<scenario::Result> results;
  for (auto& [name, script] : upload->scripts) {
    source.name = name;
    source.script = std::move(script);
    results.push_back(scenario::run(source));
  }
  return json_answer(JsonObject().raw("scenarios", json_list(results, result_json)).done());
}

}  // namespace bihuan::resources
