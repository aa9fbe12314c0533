// Files that people add to their work: taken by what they are, given back only as downloads.
#include "adapters/codec/ids.h"
#include "api/http/multipart.h"
#include "api/resources/content_type.h"
#include "api/resources/download.h"
#include "api/resources/resources.h"
#include "api/resources/rows.h"
#include "api/security/secret.h"
#include "api/security/visibility.h"

namespace bihuan::resources {
namespace {

using namespace api;

constexpr std::size_t longest_file_name = 200;

struct Upload {
  std::string file_name, bytes;
};

/// A name for people: the last component, without control characters, cut to a length that file systems take.
std::string clean_name(std::string name) {
  name.erase(0, name.find_last_of("/\\") + 1);
  std::erase_if(name, [](unsigned char c) { return c < ' ' || c == 0x7f; });
  while (name.size() > longest_file_name ||
         (!name.empty() && (name.back() & 0xc0) == 0x80 && name.size() == longest_file_name)) {
    name.pop_back();
  }
  return name.empty() ? "attachment" : name;
}

/// One file of a form, or the body itself with `?fileName=`.
std::expected<Upload, Problem> read_upload(const Call& call, std::string file_name) {
  const std::string* type = call.request->header("Content-Type");
  if (!type || !http::same_name(type->substr(0, type->find(';')), "multipart/form-data")) {
    return Upload{std::move(file_name), call.request->body};
  }
  auto parts = http::parse_multipart(*type, call.request->body);
  const bool one_file = parts && parts->size() == 1 && parts->front().filename;
  if (!one_file) {
    return std::unexpected(Problem{Fault::MalformedUpload, "应恰好上传一个文件", "Expected exactly one file", {}});
  }
  return Upload{file_name.empty() ? *parts->front().filename : std::move(file_name), std::move(parts->front().data)};
}

}  // namespace

Answer upload_attachment(const Call& call) {
  Query query(*call.request);
  const std::string file_name = query.text("fileName");
  InstanceId instance = query.instance("instance");
  const std::string task = query.text("task");
  if (auto wrong = query.finish()) return *wrong;
  if (instance && !security::visible_instance(call.services.store, call.caller, instance)) {
    return not_found("该事项", "an instance with this id");
  }
  if (!task.empty()) {
    const auto id = codec::parse_reference(task);
    const auto row = id ? call.services.store.task(id->instance, WorkId{id->n}) : std::nullopt;
    if (!row || !security::may_see(call.services.store, call.caller, *row)) {
      return not_found("该任务", "a task with this id");
    }
    instance = row->instance;
  }
  auto upload = read_upload(call, file_name);
  if (!upload) return upload.error();
  const std::string_view type = content_type_of_bytes(upload->bytes);
  if (type.empty()) {
    return Problem{Fault::FileTypeRefused,
                   "只接受图片（png、jpeg、gif、webp）、PDF、办公文档和纯文本",
                   "Expected an image (png, jpeg, gif, webp), PDF, office document or plain text",
                   {}};
  }
  store::AttachmentRow row{.id = "a-" + security::new_id(), .file_name = clean_name(std::move(upload->file_name))};
  row.content_type = type;
  row.sha256 = security::sha256_hex(upload->bytes);
  row.by = call.caller.person;
  row.size = static_cast<std::int64_t>(upload->bytes.size());
  row.instance = instance;
  row.created = call.services.host.now();
  call.services.store.save_attachment(row, upload->bytes);
  return json_answer(attachment_json(row), 201);
}

Answer read_attachment(const Call& call) {
  Query query(*call.request);
  const bool shown = query.flag("inline");
  if (auto wrong = query.finish()) return *wrong;
  const auto row = call.services.store.attachment(call.parameter("id"));
  if (!row || !security::may_see(call.services.store, call.caller, *row)) {
    return not_found("该附件", "an attachment with this id");
  }
  auto bytes = call.services.store.attachment_bytes(row->id);
  if (!bytes) return not_found("该附件", "the bytes of this attachment");
  http::Response response = http::make_response(200, row->content_type, std::move(*bytes));
  const bool in_place = shown && row->content_type.starts_with("image/");
  response.headers.push_back({"Content-Disposition", disposition(row->file_name, in_place)});
  response.headers.push_back({"Content-Security-Policy", "default-src 'none'; sandbox"});
  return response;
}

}  // namespace bihuan::resources
