// Deployments: taken or refused as a whole, with every error of every file; listed; taken out of use.
#include <algorithm>

#include "adapters/codec/ids.h"
#include "adapters/host/deployer.h"
#include "api/compat/ask.h"
#include "api/compat/compat.h"
#include "api/compat/deployed.h"
#include "api/compat/listing.h"
#include "api/compat/shape.h"
#include "api/http/multipart.h"

namespace bihuan::compat {
namespace {

using namespace api;

constexpr std::size_t most_files = 500;
constexpr std::size_t longest_name = 500;
constexpr std::size_t most_ended_at_once = 1000;

struct Upload {
  host::DeploymentRequest request;
  bool only_if_changed = false;
};

Problem malformed(std::string zh, std::string en) {
  return {Fault::MalformedUpload, std::move(zh), std::move(en), {}};
}

/// A file is a part with a file name; the dialect's own parts are plain fields. There are no tenants here: a deployment
/// for one is refused instead of being given to everybody. An activation date in the future is refused alike.
std::optional<Problem> take_part(const http::FormPart& part, Upload& upload) {
  if (part.filename) {
    upload.request.files.push_back({.name = *part.filename, .kind = "", .bytes = part.data});
  } else if (part.name == "deployment-name") {
    upload.request.name = part.data.substr(0, longest_name);
  } else if (part.name == "deployment-source") {
    upload.request.note = part.data.substr(0, longest_name);
  } else if (part.name == "enable-duplicate-filtering" || part.name == "deploy-changed-only") {
    upload.only_if_changed |= part.data == "true";
  } else if (part.name == "tenant-id" && !part.data.empty()) {
    return malformed("本系统没有租户，请去掉 tenant-id", "Expected no tenant-id: this server has no tenants");
  } else if (part.name == "deployment-activation-time" && !part.data.empty()) {
    return malformed("不支持延后启用", "Expected no deployment-activation-time: it is not supported");
  } else if (part.name != "tenant-id" && part.name != "deployment-activation-time") {
    return malformed("表单字段没有文件名：" + part.name,
                     "No file name found in the deployment resource described by form parameter '" + part.name + "'");
  }
  return std::nullopt;
}

std::expected<Upload, Problem> read_upload(const Call& call) {
  const auto parts = http::parse_multipart(*call.request->header("Content-Type"), call.request->body);
  if (!parts) {
    Problem problem = malformed("上传内容不完整或格式有误", std::string(parts.error().detail));
    if (parts.error().status == 413) problem.fault = Fault::TooLarge;
    return std::unexpected(std::move(problem));
  }
  Upload upload{.request = {.name = "", .note = "", .by = call.caller.actor, .files = {}}};
  for (const http::FormPart& part : *parts) {
    if (auto wrong = take_part(part, upload)) return std::unexpected(std::move(*wrong));
  }
  const auto& files = upload.request.files;
  if (files.empty())
    return std::unexpected(malformed("没有上传任何文件", "No deployment resources contained in the form upload"));
  if (files.size() > most_files) return std::unexpected(malformed("文件过多", "Expected at most 500 files"));
  if (upload.request.name.empty()) upload.request.name = files.front().name;
  return upload;
}

std::string problem_json(const definition::Diagnostic& one) {
  JsonObject out;
  out.text("message", one.message_zh + " / " + one.message_en);
  out.number("line", one.where.line).number("column", one.where.column);
  text_or_null(out, "mainElementId", one.element_id);
  const std::vector<std::string> ids =
      one.element_id.empty() ? std::vector<std::string>() : std::vector{one.element_id};
  return out.raw("elementIds", json_texts(ids)).done();
}

/// {file: {errors: […], warnings: […]}}, files with nothing to say left out.
std::string details_json(const std::vector<definition::Diagnostic>& diagnostics) {
  std::map<std::string, std::pair<std::vector<definition::Diagnostic>, std::vector<definition::Diagnostic>>> files;
  for (const definition::Diagnostic& one : diagnostics) {
    auto& file = files[one.file];
    (one.severity == definition::Severity::Error ? file.first : file.second).push_back(one);
  }
  JsonObject out;
  for (const auto& [name, found] : files) {
    JsonObject file;
    file.raw("errors", json_list(found.first, problem_json)).raw("warnings", json_list(found.second, problem_json));
    out.raw(name, file.done());
  }
  return out.done();
}

Problem not_deployed(const std::vector<definition::Diagnostic>& diagnostics) {
  Problem problem{Fault::DeploymentRefused, "文件有错误，未部署", "The files have errors and were not deployed", {}};
  for (const definition::Diagnostic& one : diagnostics) {
    if (one.severity != definition::Severity::Error) continue;
    problem.message_zh += "；" + one.file + ": " + one.message_zh;
    problem.message_en += "; " + one.file + ": " + one.message_en;
  }
  problem.diagnostics = details_json(diagnostics);
  return problem;
}

JsonObject deployment_object(const store::DeploymentRow& row) {
  JsonObject out;
  out.raw("links", "[]").text("id", std::to_string(row.id)).text("name", row.name);
  text_or_null(out, "source", row.note);
  out.text("deploymentTime", moment_text(row.at));
  nulls(out, {"tenantId"});
  return out;
}

std::string decision_json(const store::DefinitionRow& row) {
  JsonObject out;
  out.text("id", definition_id(row)).text("key", row.key);
  text_or_null(out, "name", row.name);
  out.number("version", row.version).text("resource", row.file).text("deploymentId", std::to_string(row.deployment));
  nulls(out, {"tenantId", "category", "decisionRequirementsDefinitionId", "decisionRequirementsDefinitionKey"});
  return out.done();
}

/// `checked`: what a designer should hear although the files were taken stands beside the answer, as it stands in a
/// refusal.
std::string deployed_json(const Call& call, const store::Deployment& deployment, const host::Checked& checked) {
  const auto known = call.services.catalogue.now();
  JsonObject processes, decisions;
  bool any_process = false, any_decision = false;
  for (const store::DefinitionRow& row : deployment.definitions) {
    const host::KnownProcess* process = known->process(row.id);
    if (row.kind == "process" && process) {
      processes.raw(definition_id(row), process_definition_json(*process));
      any_process = true;
    } else if (row.kind == "decision") {
      decisions.raw(definition_id(row), decision_json(row));
      any_decision = true;
    }
  }
  JsonObject out = deployment_object(deployment.row);
  out.raw("deployedProcessDefinitions", any_process ? processes.done() : "null");
  nulls(out, {"deployedCaseDefinitions"});
  out.raw("deployedDecisionDefinitions", any_decision ? decisions.done() : "null");
  nulls(out, {"deployedDecisionRequirementsDefinitions"});
  if (!checked.diagnostics.empty()) out.raw("details", details_json(checked.diagnostics));
  return out.done();
}

std::vector<store::DeploymentRow> shown_deployments(const Call& call) {
  const auto gone = deleted_deployments(call.services.store);
  auto rows = call.services.store.deployments();
  std::erase_if(rows, [&](const store::DeploymentRow& row) { return gone.contains(row.id); });
  std::ranges::sort(rows, {}, [](const auto& row) { return std::pair(row.at, row.id); });
  return rows;
}

std::expected<store::DeploymentRow, Problem> find(const Call& call) {
  for (const store::DeploymentRow& row : shown_deployments(call)) {
    if (std::to_string(row.id) == call.parameter("id")) return row;
  }
  return std::unexpected(nothing_with("部署", "deployment", call.parameter("id")));
}

std::optional<Problem> select(const Call& call, Selection<store::DeploymentRow>& selection) {
  Filter filter(call);
  const std::string id = filter.text("id"), name = filter.text("name"), name_like = filter.text("nameLike");
  const std::string source = filter.text("source");
  const bool no_source = filter.flag("withoutSource"), tenant = filter.asks_for_a_tenant();
  const auto after = filter.moment("after"), before = filter.moment("before");
  selection.order = filter.sorting({"id", "name", "deploymentTime", "tenantId"});
  selection.slice = filter.slice();
  selection.read = from(shown_deployments(call));
  selection.keep = [=](const store::DeploymentRow& row) {
    return (id.empty() || std::to_string(row.id) == id) && (name.empty() || row.name == name) &&
           (name_like.empty() || like(row.name, name_like)) && (source.empty() || row.note == source) &&
           (!no_source || row.note.empty()) && !tenant && (!after || row.at > *after) && (!before || row.at < *before);
  };
  return filter.finish();
}

const SortKeys<store::DeploymentRow>& sort_keys() {
  static const SortKeys<store::DeploymentRow> keys{
      {"id", [](const auto& row) { return SortKey(static_cast<std::int64_t>(row.id)); }},
      {"name", [](const auto& row) { return SortKey(row.name); }},
      {"deploymentTime", [](const auto& row) { return SortKey(row.at.us); }},
      {"tenantId", [](const auto&) { return SortKey(std::string()); }}};
  return keys;
}

std::string resource_json(std::uint64_t deployment, const store::FileRow& file) {
  JsonObject out;
  return out.text("id", file.name).text("name", file.name).text("deploymentId", std::to_string(deployment)).done();
}

http::Response bytes_answer(const store::FileRow& file) {
  const bool xml = file.kind == "bpmn" || file.kind == "dmn" || file.kind == "dmn-import";
  return http::make_response(200, xml ? "application/xml" : "application/json", file.bytes);
}

/// Ends what still runs on these definitions, a bounded number of commands at a time.
void end_instances(const Call& call, const store::DefinitionRow& row) {
  const std::string reason = "deployment " + std::to_string(row.deployment) + " deleted";
  for (const state::Status status : {state::Status::Active, state::Status::Suspended}) {
    store::InstanceQuery query{.process = row.key, .version = row.version, .status = status};
    Selection<store::InstanceRow> selection{
        .read = [&](const store::Page& page) { return call.services.store.instances(query, page); }};
    selection.slice.most = most_ended_at_once;
    for (std::size_t ended = most_ended_at_once; ended == most_ended_at_once;) {
      const auto rows = gather(selection);
      ended = rows ? rows->size() : 0;
      std::vector<host::Tell> commands;
      for (std::size_t i = 0; i < ended; ++i) commands.push_back({(*rows)[i].id, command::CancelInstance{reason}});
      call.ask_each(
          std::move(commands),
          [](std::size_t, const host::Ran&) {
            return host::Rendered{204, ""};
          },
          reason);
    }
  }
}

}  // namespace

Answer create_deployment(const Call& call) {
  auto upload = read_upload(call);
  if (!upload) return upload.error();
  host::Deployer& deployer = call.services.deployer;
  const host::Checked checked = deployer.check(upload->request.files);
  if (!checked.ok()) return not_deployed(checked.diagnostics);
  auto deployed =
      upload->only_if_changed ? deployer.deploy_if_changed(upload->request) : deployer.deploy(upload->request);
  const auto gone = deleted_deployments(call.services.store);
  if (deployed && gone.contains(deployed->row.id)) deployed = deployer.deploy(upload->request);
  if (!deployed) return not_deployed(deployed.error().diagnostics);
  return json_answer(deployed_json(call, *deployed, checked));
}

Answer list_deployments(const Call& call) {
  Selection<store::DeploymentRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  const auto rows = gather(selection, sort_keys());
  if (!rows) return rows.error();
  return list_answer(*rows, [](const auto& row) { return deployment_object(row).done(); });
}

Answer count_deployments(const Call& call) {
  Selection<store::DeploymentRow> selection;
  if (auto wrong = select(call, selection)) return *wrong;
  return count_answer(selection);
}

Answer read_deployment(const Call& call) {
  const auto row = find(call);
  if (!row) return row.error();
  return json_answer(deployment_object(*row).done());
}

Answer list_deployment_resources(const Call& call) {
  const auto row = find(call);
  if (!row) return row.error();
  return list_answer(call.services.store.files(row->id),
                     [&](const auto& file) { return resource_json(row->id, file); });
}

Answer read_deployment_resource(const Call& call) {
  const auto row = find(call);
  if (!row) return row.error();
  const auto file = call.services.store.file(row->id, call.parameter("resourceId"));
  if (!file) return nothing_with("部署资源", "deployment resource", call.parameter("resourceId"));
  return json_answer(resource_json(row->id, *file));
}

Answer read_deployment_data(const Call& call) {
  const auto row = find(call);
  if (!row) return row.error();
  const auto file = call.services.store.file(row->id, call.parameter("resourceId"));
  if (!file) return nothing_with("部署资源", "deployment resource", call.parameter("resourceId"));
  return bytes_answer(*file);
}

Answer delete_deployment(const Call& call) {
  Filter filter(call);
  const bool cascade = filter.flag("cascade");
  filter.ignore({"skipCustomListeners", "skipIoMappings"});
  if (auto wrong = filter.finish()) return *wrong;
  const auto row = find(call);
  if (!row) return row.error();
  auto definitions = call.services.store.definitions();
  std::erase_if(definitions, [&](const auto& one) { return one.deployment != row->id || one.kind != "process"; });
  if (!cascade) {
    for (const store::DefinitionRow& one : definitions) {
      const auto counts = call.services.store.instance_counts(one.key, one.version);
      if (counts.active + counts.suspended > 0) {
        return cannot("该部署的流程还有运行中的实例，不能删除；或使用 cascade=true",
                      "Expected no running instances of this deployment, or cascade=true");
      }
    }
  }
  for (const store::DefinitionRow& one : definitions) call.services.store.set_enabled(one.id, false);
  call.services.catalogue.refresh();
  for (const store::DefinitionRow& one : definitions) end_instances(call, one);
  note_deleted(call.services.store, row->id, call.services.host.now());
  return empty_answer();
}

}  // namespace bihuan::compat
