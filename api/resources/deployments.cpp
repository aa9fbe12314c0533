// Uploading definitions: taken or refused as a whole, with everything that a designer should hear.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/host/deployer.h"
#include "api/http/multipart.h"
#include "api/json_writer.h"
#include "api/resources/diagnostics.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/security/rights.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t most_files = 500;
constexpr std::size_t longest_name = 500;

Problem malformed(std::string zh, std::string en) {
  return {Fault::MalformedUpload, std::move(zh), std::move(en), {}};
}

/// The parts with a file name are the files; `name` and `note` are plain fields; anything else is named as an error.
std::expected<host::DeploymentRequest, Problem> read_upload(const Call& call) {
  const auto parts = http::parse_multipart(*call.request->header("Content-Type"), call.request->body);
  if (!parts) {
    Problem problem = malformed("上传内容不完整或格式有误", std::string(parts.error().detail));
    if (parts.error().status == 413) problem.fault = Fault::TooLarge;
    return std::unexpected(std::move(problem));
  }
  host::DeploymentRequest request{.name = "", .note = "", .by = call.caller.actor, .files = {}};
  for (const http::FormPart& part : *parts) {
    if (part.filename) {
      request.files.push_back({.name = *part.filename, .kind = "", .bytes = part.data});
    } else if (part.name == "name") {
      request.name = part.data.substr(0, longest_name);
    } else if (part.name == "note") {
      request.note = part.data.substr(0, longest_name);
    } else {
      return std::unexpected(
          malformed("不认识的表单字段：" + part.name, "Expected files, name or note, but got '" + part.name + "'"));
    }
  }
  if (request.files.empty()) return std::unexpected(malformed("没有上传任何文件", "Expected at least one file"));
  if (request.files.size() > most_files) return std::unexpected(malformed("文件过多", "Expected at most 500 files"));
  if (request.name.empty()) request.name = request.files.front().name;
  return request;
}

/// Calendars alone may also be kept by who designs nothing.
bool may_deploy(const Call& call, const host::DeploymentRequest& request) {
  const auto is_calendar = [](const store::FileRow& file) { return file.name.ends_with(".calendar.json"); };
  return security::may(call.caller, security::Action::DefinitionWrite) ||
         std::ranges::all_of(request.files, is_calendar);
}

JsonObject deployment_object(const store::DeploymentRow& row) {
  JsonObject out;
  out.text("id", std::to_string(row.id)).text("name", row.name).text("note", row.note).text("by", row.by);
  out.moment("at", row.at);
  return out;
}

std::string files_json(const std::vector<store::FileRow>& files) {
  return json_list(files, [](const store::FileRow& file) {
    return JsonObject()
        .text("name", file.name)
        .text("kind", file.kind)
        .number("size", static_cast<std::int64_t>(file.bytes.size()))
        .done();
  });
}

std::optional<store::DeploymentRow> find_deployment(const Call& call) {
  const auto id = codec::parse_number(call.parameter("id"));
  for (const store::DeploymentRow& row : call.services.store.deployments()) {
    if (id && row.id == *id) return row;
  }
  return std::nullopt;
}

}  // namespace

Answer deploy(const Call& call) {
  Query query(*call.request);
  const bool only_check = query.flag("check");
  if (auto wrong = query.finish()) return *wrong;
  auto upload = read_upload(call);
  if (!upload) return upload.error();
  if (!may_deploy(call, *upload)) {
    return Problem{Fault::NotAllowed, "您只能部署日历", "Expected calendars alone; you may not deploy more", {}};
  }
  const host::Checked checked = call.services.deployer.check(upload->files);
  if (only_check) {
    JsonObject out;
    out.flag("ok", checked.ok()).raw("diagnostics", diagnostics_json(checked.diagnostics));
    return json_answer(out.raw("soundness", soundness_json(checked.soundness)).done());
  }
  const auto deployed = call.services.deployer.deploy(*upload);
  if (!deployed) {
    Problem problem{Fault::DeploymentRefused,
                    "文件有错误，请按提示修改后重新上传",
                    "Expected files without errors; see the diagnostics",
                    {}};
    problem.diagnostics = diagnostics_json(deployed.error().diagnostics);
    return problem;
  }
  JsonObject out = deployment_object(deployed->row);
  out.raw("files", files_json(deployed->files)).raw("definitions", json_list(deployed->definitions, definition_json));
  out.raw("diagnostics", diagnostics_json(checked.diagnostics)).raw("soundness", soundness_json(checked.soundness));
  return json_answer(out.done(), 201);
}

Answer list_deployments(const Call& call) {
  Query query(*call.request);
  if (auto wrong = query.finish()) return *wrong;
  const auto rows = call.services.store.deployments();
  return json_answer(json_page(json_list(rows, [](const auto& row) { return deployment_object(row).done(); }), ""));
}

Answer read_deployment(const Call& call) {
  const auto row = find_deployment(call);
  if (!row) return not_found("该部署", "a deployment with this id");
  auto definitions = call.services.store.definitions();
  std::erase_if(definitions, [&](const store::DefinitionRow& one) { return one.deployment != row->id; });
  JsonObject out = deployment_object(*row);
  out.raw("files", files_json(call.services.store.files(row->id)));
  return json_answer(out.raw("definitions", json_list(definitions, definition_json)).done());
}

Answer read_deployed_file(const Call& call) {
  const auto id = codec::parse_number(call.parameter("id"));
  const auto file = id ? call.services.store.file(*id, call.parameter("name")) : std::nullopt;
  if (!file) return not_found("该文件", "a file of this name in this deployment");
  const bool xml = file->kind == "bpmn" || file->kind == "dmn" || file->kind == "dmn-import";
  return http::make_response(200, xml ? "application/xml" : "application/json", file->bytes);
}

}  // namespace bihuan::resources
